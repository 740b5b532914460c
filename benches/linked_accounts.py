"""Requests a second of `GET /v1/linked-accounts/oauth2` over loopback: the service
`linked-accounts`, the same operation written by hand in axum on the same store
(with what stands around it in a service, and bare), and in FastAPI with uvicorn
(as its documentation teaches it, with SQLModel; with raw `sqlite3` in its thread
pool; and with raw `sqlite3` on the event loop).

    python3 benches/linked_accounts.py [--rounds 5] [--seconds 5] [--free] [--only NAME,..]

Needs `wrk`. Servers are started in turns, each with a database of its own. The
server has one core and `wrk` another, so that the generator takes nothing away
from the server; with --free all of them share all cores, and uvicorn has a
worker for each. Beside the requests a second stands the processor time that the
server spent on one, which says more where others use the machine too.
"""

import argparse
import collections
import contextlib
import json
import os
import pathlib
import re
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from figures import ROOT, TARGET

PATH = "/v1/linked-accounts/oauth2"
AFTER = "https://shop.example.com/linked"
CONFIG = f"""
public_url = "https://accounts.example.com"
listen = "127.0.0.1:0"
database = "links.db"
key_file = "links.keys"

[projects.shop]
after_link_urls = ["https://shop.example.com/other", "{AFTER}"]

[projects.shop.apps.GITHUB]
client_id = "Iv1.0123456789abcdef"
client_secret_env = "GITHUB_CLIENT_SECRET"
authorize_url = "https://github.com/login/oauth/authorize"
token_url = "https://github.com/login/oauth/access_token"
scopes = ["read:user", "user:email"]
extra_parameters = {{ allow_signup = "false" }}
"""
QUERY = {
    "app_name": "GITHUB",
    "linked_account_owner_id": "user-0123456789",
    "after_oauth2_link_redirect_url": AFTER,
}
FASTAPI = ["fastapi==0.165.*", "uvicorn[standard]==0.54.*", "cryptography==50.*", "sqlmodel==0.0.*"]
CONNECTIONS = 64
NAMES = ["specwright", "handwritten", "bare", "fastapi-sqlmodel", "fastapi-threads", "fastapi-direct"]

Turn = collections.namedtuple("Turn", "rate processor generator latency")


def main():
    options = arguments()
    if not shutil.which("wrk"):
        sys.exit("there is no `wrk`: apt-get install wrk")
    build(options)
    turns = {name: [] for name in options.only}
    for number in range(options.rounds):
        order = options.only if number % 2 == 0 else options.only[::-1]
        for name in order:
            turn = measure(name, options)
            turns[name].append(turn)
            print(f"round {number + 1}: {name}: {turn.rate:,.0f}/s, "
                  f"{turn.processor:.1f} us a request", file=sys.stderr)
    print(table(turns))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--free", action="store_true", help="no core is anybody's own")
    parser.add_argument("--log", default="warn", help="RUST_LOG of both Rust servers")
    parser.add_argument("--venv", help="a venv with FastAPI and uvicorn; one is made otherwise")
    parser.add_argument("--only", type=lambda text: text.split(","), default=NAMES)
    options = parser.parse_args()
    options.cores = sorted(os.sched_getaffinity(0))
    if len(options.cores) < 2:
        options.free = True
    return options


def build(options):
    packages = ["-p", "linked-accounts", "-p", "specwright-bench-links"]
    subprocess.run(["cargo", "build", "--quiet", "--release", *packages], cwd=ROOT, check=True)
    if not options.venv and any(name.startswith("fastapi") for name in options.only):
        options.venv = TARGET / "bench-venv"
        if not options.venv.exists():
            subprocess.run([sys.executable, "-m", "venv", options.venv], check=True)
        pip = [options.venv / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *FASTAPI], check=True)


def measure(name, options):
    """One turn of one server: warm, then `--seconds` of load."""
    with tempfile.TemporaryDirectory() as folder, serving(name, pathlib.Path(folder), options) as (
        server, url, key,
    ):
        check(url, key)
        target = f"{url}{PATH}?{urllib.parse.urlencode(QUERY)}"
        load(target, key, 1, options)
        before = processor(server.pid)
        turn = load(target, key, options.seconds, options)
        spent = processor(server.pid) - before
        return turn._replace(processor=spent / turn.processor * 1e6)


@contextlib.contextmanager
def serving(name, folder, options):
    config = folder / "links.toml"
    config.write_text(CONFIG)
    address = f"127.0.0.1:{free_port()}"
    env = os.environ | {"GITHUB_CLIENT_SECRET": "secret", "RUST_LOG": options.log}
    program = TARGET / "release" / "linked-accounts"
    if name.startswith("fastapi"):
        command, key = fastapi(name, folder, config, address, env, options)
    else:
        create = [program, "keys", "create", "--config", config, "--project", "shop"]
        key = output(create, env)
        twin = [TARGET / "release" / "specwright-bench-links", config, address]
        command = {
            "specwright": [program, "serve", "--config", config, "--listen", address],
            "handwritten": twin,
            "bare": [*twin, "bare"],
        }[name]
    if not options.free:
        command = ["taskset", "--cpu-list", str(options.cores[0]), *command]
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen([str(part) for part in command], env=env, stdout=log, stderr=log)
    try:
        wait_for(address, server, folder / "log")
        yield server, f"http://{address}", key
    finally:
        server.terminate()
        server.wait(30)


def fastapi(name, folder, config, address, env, options):
    app = ROOT / "benches" / "links"
    python, database = pathlib.Path(options.venv) / "bin" / "python", folder / "fastapi.db"
    env |= {
        "LINKS_CONFIG": str(config), "LINKS_DATABASE": str(database),
        "LINKS_SEALING_KEY": secrets.token_hex(32), "LINKS_MODE": name.removeprefix("fastapi-"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    key = output([python, app / "app.py", database, "shop"], env)
    module = "app_sqlmodel" if name == "fastapi-sqlmodel" else "app"
    workers = len(options.cores) if options.free else 1
    host, port = address.split(":")
    return [
        python, "-m", "uvicorn", module + ":app", "--app-dir", app, "--host", host, "--port", port,
        "--workers", workers, "--no-access-log", "--log-level", "warning",
        "--loop", "uvloop", "--http", "httptools",
    ], key


def output(command, env):
    command = [str(part) for part in command]
    done = subprocess.run(command, env=env, text=True, capture_output=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return done.stdout.strip()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(address, server, log):
    host, port = address.split(":")
    for _ in range(300):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 1):
            return
        time.sleep(0.1)
    sys.exit(f"no server at {address}:\n{log.read_text()}")


def check(url, key):
    """All servers do the same before they are measured at it."""
    status, body = ask(url, key, QUERY)
    assert status == 200, (status, body)
    link = urllib.parse.urlsplit(json.loads(body)["url"])
    said = dict(urllib.parse.parse_qsl(link.query))
    assert len(said.pop("state")) == len(said.pop("code_challenge")) == 43
    assert said == {
        "response_type": "code", "client_id": "Iv1.0123456789abcdef",
        "code_challenge_method": "S256", "scope": "read:user user:email",
        "redirect_uri": f"https://accounts.example.com{PATH}/callback/GITHUB",
        "allow_signup": "false",
    }, said
    for expected, key, change in [
        (401, None, {}),
        (401, key[:-1] + ("A" if key[-1] != "A" else "B"), {}),
        (404, key, {"app_name": "GITLAB"}),
        (422, key, {"after_oauth2_link_redirect_url": AFTER + "/"}),
        (422, key, {"linked_account_owner_id": None}),
    ]:
        status, body = ask(url, key, QUERY | change)
        assert status == expected, (expected, status, body)


def ask(url, key, query):
    query = urllib.parse.urlencode({name: value for name, value in query.items() if value is not None})
    request = urllib.request.Request(f"{url}{PATH}?{query}")
    if key is not None:
        request.add_header("X-API-KEY", key)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read()


def load(target, key, seconds, options):
    """What `wrk` says; `processor` holds the number of answers until the seconds are known."""
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s",
               "--timeout", "10s", "--latency", "--header", f"X-API-KEY: {key}", target]
    if not options.free:
        command = ["taskset", "--cpu-list", str(options.cores[1]), *command]
    process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 or "Non-2xx" in text or "Socket errors" in text:
        sys.exit(f"the load failed:\n{text}")
    find = lambda pattern: re.search(pattern, text, re.MULTILINE)[1]
    return Turn(
        rate=float(find(r"Requests/sec:\s+([\d.]+)")),
        processor=int(find(r"(\d+) requests in")),
        generator=(usage.ru_utime + usage.ru_stime) / seconds,
        latency=find(r"^ +99%\s+(\S+)"),
    )


def processor(pid):
    """Seconds that a process and its children have worked so far."""
    total = 0
    for process in [pid, *children(pid)]:
        fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def children(pid):
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            found += [child, *children(child)]
    return found


def table(turns):
    of = lambda name, field: [getattr(turn, field) for turn in turns[name]]
    lines = ["| | requests/s | quartiles | us of the server's processor time | 99% within | cores of wrk |",
             "| --- | --: | --: | --: | --: | --: |"]
    for name in turns:
        low, high = quartiles(of(name, "rate"))
        latency = sorted(of(name, "latency"), key=milliseconds)[len(turns[name]) // 2]
        lines.append(
            f"| {name} | {statistics.median(of(name, 'rate')):,.0f} | {low:,.0f} - {high:,.0f} "
            f"| {statistics.median(of(name, 'processor')):.1f} | {latency} "
            f"| {statistics.median(of(name, 'generator')):.2f} |")
    lines += ["", "| specwright beside | requests/s | quartiles | processor time |", "| --- | --: | --: | --: |"]
    for name in [name for name in turns if name != "specwright" and "specwright" in turns]:
        rates = [ours / theirs for ours, theirs in zip(of("specwright", "rate"), of(name, "rate"))]
        times = [theirs / ours for ours, theirs in zip(of("specwright", "processor"), of(name, "processor"))]
        low, high = quartiles(rates)
        lines.append(f"| {name} | {statistics.median(rates):.2f} | {low:.2f} - {high:.2f} "
                     f"| {statistics.median(times):.2f} |")
    return "\n".join(lines)


def quartiles(values):
    if len(values) < 2:
        return values[0], values[0]
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, high


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


if __name__ == "__main__":
    main()
