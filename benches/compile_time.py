"""How long generated code compiles, beside the same models with serde derives.

    python3 benches/compile_time.py [SCHEMAS] [OPERATIONS]

Makes a document (default: 1,000 schemas, 300 operations), generates a crate
from it, writes the serde twins of the models, and times `cargo check`,
`cargo build` and `cargo build --release` of just those crates: dependencies
are built before, no incremental state, each command once a run, side by side.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import make_document

ROOT = pathlib.Path(__file__).resolve().parent.parent
ENV = dict(os.environ, CARGO_INCREMENTAL="0", CARGO_TERM_COLOR="never")


def run(command, cwd):
    result = subprocess.run(command, cwd=cwd, env=ENV, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def seconds_of(command, cwd):
    before = time.monotonic()
    process = subprocess.Popen(command, cwd=cwd, env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    _, errors = process.communicate()
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{errors}")
    return time.monotonic() - before


def main():
    schema_count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    operation_count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        document = work / "made.json"
        document.write_text(json.dumps(make_document.document(schema_count, operation_count)))
        run(["cargo", "build", "--release", "-p", "gen"], ROOT)
        gen = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "gen"
        run([gen, "crate", document, "-o", work / "made", "--name", "made", "--runtime-path", ROOT / "crates"], ROOT)
        twins = work / "twins"
        (twins / "src").mkdir(parents=True)
        (twins / "src" / "lib.rs").write_text(make_document.serde_models(schema_count))
        (twins / "Cargo.toml").write_text(
            '[package]\nname = "twins"\nversion = "0.0.0"\nedition = "2024"\n'
            '[dependencies]\nserde = { version = "1", features = ["derive"] }\n'
        )
        (work / "Cargo.toml").write_text('[workspace]\nresolver = "3"\nmembers = ["made", "twins"]\n')
        crates = [
            ("generated models", "made", ["--no-default-features"]),
            ("generated, server and client", "made", ["--features", "server,client"]),
            ("serde twins of the models", "twins", []),
        ]
        commands = [("check", ["check"]), ("build", ["build"]), ("release", ["build", "--release"])]
        print(f"{schema_count} schemas, {operation_count} operations; seconds")
        print(f"{'':32}" + "".join(f"{name:>10}" for name, _ in commands))
        for label, crate, features in crates:
            row = []
            for _, command in commands:
                full = ["cargo", *command, "-p", crate, *features]
                run(full, work)
                run(["cargo", "clean", "-p", crate, *(["--release"] if "--release" in command else [])], work)
                row.append(seconds_of(full, work))
            print(f"{label:32}" + "".join(f"{seconds:10.1f}" for seconds in row), flush=True)
        lines = sum(1 for path in (work / "made" / "src").glob("*.rs") for _ in path.open())
        twin_lines = sum(1 for _ in (twins / "src" / "lib.rs").open())
        print(f"lines: generated {lines}, serde twins (models only) {twin_lines}")
        shutil.rmtree(work / "target", ignore_errors=True)


main()
