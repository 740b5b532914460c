"""What the measuring scripts share: running `gen`, and what a command costs."""

import json
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))

# Documents that a service publishes, of growing size; they are measured where
# the corpus is there.
LARGE = ["real/discord/specs/openapi.json", "real/openai/openapi.yaml", "real/github.json"]


def documents(made):
    """The seed document, the made one, and the large ones that are there."""
    large = [CORPUS / name for name in LARGE]
    return [ROOT / "specs" / "aci-linked-accounts.yaml", made, *(path for path in large if path.exists())]


def build_gen(profile):
    """The path of `gen`, built as `release` or `debug`."""
    release = ["--release"] if profile == "release" else []
    subprocess.run(["cargo", "build", "--quiet", "-p", "gen", *release], cwd=ROOT, check=True)
    return TARGET / profile / "gen"


class Cost:
    """Seconds that passed, seconds that processors worked, and the most
    memory (in MB) that one process of the command had."""

    def __init__(self, command, cwd=ROOT, env=None):
        before = time.monotonic()
        process = subprocess.Popen(
            [str(part) for part in command], cwd=cwd, env=env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self.output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.monotonic() - before
        self.processor = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        process.returncode = os.waitstatus_to_exitcode(status)
        self.ok = process.returncode == 0

    def or_exit(self):
        if not self.ok:
            sys.exit(self.output)
        return self


def generate(gen, document, folder, name="measured"):
    """Writes the crate of a document: its report, and what it cost."""
    command = [gen, "crate", document, "-o", folder, "--name", name,
               "--runtime-path", ROOT / "crates", "--message-format", "json"]
    cost = Cost(command)
    messages = [json.loads(line) for line in cost.output.splitlines() if line.startswith("{")]
    reports = [message for message in messages if message["reason"] == "report"]
    if not cost.ok or not reports:
        sys.exit(f"{document}: {cost.output[-2000:]}")
    return reports[0], cost
