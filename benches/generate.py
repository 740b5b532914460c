"""How long generation takes, in a release and in an unoptimised build of gen.

    python3 benches/generate.py [RUNS]

The seed document, the made document (1,000 schemas, 300 operations), and large
published documents where `../shared/corpus` is there. Of RUNS runs (default:
3) the fastest counts; time is the processor's, of the whole process.
"""

import json
import pathlib
import sys
import tempfile

import figures
import make_document


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    gens = [figures.build_gen(profile) for profile in ("release", "debug")]
    print("| document | operations | types | lines | release, s | unoptimised, s | memory, MB |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        made = work / "made.json"
        made.write_text(json.dumps(make_document.document(1000, 300)))
        for document in figures.documents(made):
            row = []
            for gen in gens:
                # Written once before: what is measured finds nothing to change.
                report, _ = figures.generate(gen, document, work / "out")
                costs = [figures.generate(gen, document, work / "out")[1] for _ in range(runs)]
                row.append(min(costs, key=lambda cost: cost.processor))
            name = "/".join(document.parts[-2:]) if document != made else "made, 1,000 schemas"
            print(
                f"| {name} | {report['operations']} | {report['types']} | {report['lines']:,} | "
                f"{row[0].processor:.2f} | {row[1].processor:.2f} | {row[0].memory:.0f} |",
                flush=True,
            )


main()
