"""Records what FastAPI answers to cases.json, or proves a record current.

    python record.py           writes the fixture
    python record.py --check   exits 1 when FastAPI no longer says the same

Needs fastapi 0.165 and httpx.
"""

import asyncio
import json
import pathlib
import sys

import fastapi
import httpx

import app

HERE = pathlib.Path(__file__).parent
KEPT = ("allow", "content-type", "www-authenticate")


async def answer(request):
    transport = httpx.ASGITransport(app=getattr(app, request["app"]))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        response = await client.request(
            request["method"],
            request["target"],
            headers=request.get("headers", {}),
            content=request.get("body", "").encode(),
        )
    return {
        "status": response.status_code,
        "headers": {name: response.headers[name] for name in KEPT if name in response.headers},
        "body": response.json(),
    }


def without_more(body):
    """`input`, `ctx` and `url` are not in the document's schema."""
    if isinstance(body, dict) and isinstance(body.get("detail"), list):
        for entry in body["detail"]:
            for name in ("input", "ctx", "url"):
                entry.pop(name, None)
    return body


def record():
    cases = json.loads((HERE / "cases.json").read_text())
    answers = {}
    for case in cases:
        got = asyncio.run(answer(case["request"]))
        got["body"] = without_more(got["body"])
        answers[case["name"]] = got
    return {
        HERE / "answers.json": {"fastapi": fastapi.__version__, "answers": answers},
        HERE / "kinds.openapi.json": app.kinds.openapi(),
    }


def main():
    check = sys.argv[1:] == ["--check"]
    stale = []
    for path, content in record().items():
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        if not check:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            stale.append(path.name)
    if stale:
        sys.exit(f"FastAPI {fastapi.__version__} no longer says what is recorded in: {', '.join(stale)}")


main()
