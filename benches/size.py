"""How much code is generated: lines an operation and a type.

    python3 benches/size.py

The project's own documents, the made document, and large published documents
where `../shared/corpus` is there; `gen` prints the same figures. A line that
an operation costs is one of server.rs or client.rs, a line that a type costs
one of models.rs. Beside them the serde twins of the made document's models,
which have no checks, no constructors and no setters.
"""

import json
import pathlib
import tempfile

import figures
import make_document


def main():
    gen = figures.build_gen("release")
    print("| document | operations | types | models.rs | server.rs | client.rs | an operation | a type |")
    print("| --- | --: | --: | --: | --: | --: | --: | --: |")
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        made = work / "made.json"
        made.write_text(json.dumps(make_document.document(1000, 300)))
        own = sorted((figures.ROOT / "specs").glob("*.yaml"))
        documents = own + [path for path in figures.documents(made) if path not in own]
        for document in documents:
            folder = work / f"{document.parent.name}-{document.stem}"
            report, _ = figures.generate(gen, document, folder)
            lines = [count(folder / "src" / f"{name}.rs") for name in ("models", "server", "client")]
            name = "/".join(document.parts[-2:]) if document != made else "made, 1,000 schemas"
            print(
                f"| {name} | {report['operations']} | {report['types']} | "
                + " | ".join(f"{lines:,}" for lines in lines)
                + f" | {report['lines_per_operation']} | {report['lines_per_type']} |",
                flush=True,
            )
    twins = make_document.serde_models(1000).count("\n")
    print(f"\nserde twins of the made models: {twins:,} lines, {twins // 1000} a type")


def count(path):
    return path.read_text().count("\n") if path.exists() else 0


main()
