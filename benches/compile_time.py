"""How long generated code compiles, beside the same models with serde derives.

    python3 benches/compile_time.py [SCHEMAS] [OPERATIONS]

Makes a document (default: 1,000 schemas, 300 operations; 1,800 and 0 are 1,500
structs of 8 fields and 300 enums), generates a crate from it, writes the
models as serde twins and as bare structs, and measures `cargo check`, `cargo
build` and `cargo build --release` of just those crates: dependencies are
built before, and there is no incremental state. Each command runs once a
round, side by side, and of the ROUNDS (environment, default 1) the fastest
counts.
"""

import json
import os
import pathlib
import sys
import tempfile

import figures
import make_document

ENV = dict(os.environ, CARGO_INCREMENTAL="0", CARGO_TERM_COLOR="never")
ENV.pop("CARGO_TARGET_DIR", None)
COMMANDS = [("check", ["check"]), ("build", ["build"]), ("release", ["build", "--release"])]


def cargo(command, work):
    return figures.Cost(["cargo", *command], cwd=work, env=ENV).or_exit()


def write_twins(work, name, models, dependencies):
    folder = work / name
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "lib.rs").write_text(models)
    (folder / "Cargo.toml").write_text(
        f'[package]\nname = "{name}"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n{dependencies}'
    )


def measure(work, crate, features):
    """For each command its least wall time, processor time, and memory."""
    row = []
    for _, command in COMMANDS:
        full = [*command, "-p", crate, *features]
        cargo(full, work)
        costs = []
        for _ in range(int(os.environ.get("ROUNDS", "1"))):
            cargo(["clean", "-p", crate, *(["--release"] if "--release" in command else [])], work)
            costs.append(cargo(full, work))
        row.append(tuple(min(values) for values in zip(*((c.wall, c.processor, c.memory) for c in costs))))
    return row


def main():
    schema_count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    operation_count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    gen = figures.build_gen("release")
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        document = work / "made.json"
        document.write_text(json.dumps(make_document.document(schema_count, operation_count)))
        figures.generate(gen, document, work / "made", "made")
        serde = 'serde = { version = "1", features = ["derive"] }\n'
        write_twins(work, "twins", make_document.serde_models(schema_count), serde)
        write_twins(work, "bare", make_document.bare_models(schema_count), "")
        (work / "Cargo.toml").write_text('[workspace]\nresolver = "3"\nmembers = ["made", "twins", "bare"]\n')
        models = ["lib", "models"]
        crates = [
            ("generated models", "made", [], models),
            ("serde twins of the models", "twins", [], models),
            ("bare structs", "bare", [], models),
        ]
        if operation_count:
            crates[1:1] = [
                ("generated, with server", "made", ["server"], [*models, "server"]),
                ("generated, with client", "made", ["client"], [*models, "client"]),
                ("generated, with both", "made", ["server", "client"], [*models, "server", "client"]),
            ]
        print(f"{schema_count} schemas, {operation_count} operations; seconds passed / seconds of processors, memory")
        print("\n| | lines |" + "".join(f" {name} |" for name, _ in COMMANDS))
        print("| --- | --: |" + " --: |" * len(COMMANDS))
        for label, crate, features, parts in crates:
            files = [work / crate / "src" / f"{part}.rs" for part in parts]
            lines = sum(path.read_text().count("\n") for path in files if path.exists())
            flags = ["--no-default-features", "--features", ",".join(features)] if crate == "made" else []
            cells = (
                f"{wall:.1f} / {processor:.1f} s, {memory:,.0f} MB"
                for wall, processor, memory in measure(work, crate, flags)
            )
            print(f"| {label} | {lines:,} | " + " | ".join(cells) + " |", flush=True)


main()
