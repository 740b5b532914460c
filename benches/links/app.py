"""`GET /v1/linked-accounts/oauth2` in FastAPI, as an engineer would write it for
speed: raw `sqlite3` instead of an ORM, keys remembered for 5 seconds, `uvloop`
and `httptools` underneath.

    python app.py DATABASE PROJECT                 creates an API key
    uvicorn app:app                                serves

LINKS_CONFIG names the configuration of linked-accounts, LINKS_DATABASE this
app's own database, LINKS_SEALING_KEY 32 bytes in hexadecimal. LINKS_MODE says
how the database is written to: `threads` runs the handler in FastAPI's thread
pool, `direct` on the event loop, which it blocks for as long as the write takes.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
import sqlite3
import sys
import threading
import time
import tomllib
from typing import Annotated
from urllib.parse import quote, urlencode

SCHEMA = """
CREATE TABLE IF NOT EXISTS api_keys (
    id TEXT PRIMARY KEY, project TEXT NOT NULL, secret_hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pending (
    id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, project TEXT NOT NULL,
    expires_at INTEGER NOT NULL, sealed BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS pending_by_expiry ON pending (expires_at);
"""
KNOWN_FOR = 5
STATE_SECONDS = 600


def connect(file):
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA busy_timeout = 5000")
    return connection


def create_key(file, project):
    connection = connect(file)
    connection.executescript(SCHEMA)
    key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    row = (key_id, project, hashlib.sha256(secret.encode()).digest())
    connection.execute("INSERT INTO api_keys VALUES (?, ?, ?)", row)
    connection.close()
    return f"la_{key_id}_{secret}"


if __name__ == "__main__":
    print(create_key(*sys.argv[1:]))
    sys.exit()

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from fastapi import Depends, FastAPI, HTTPException
from fastapi.exceptions import RequestValidationError
from fastapi.security import APIKeyHeader
from pydantic import BaseModel

with open(os.environ["LINKS_CONFIG"], "rb") as file:
    CONFIG = tomllib.load(file)
DATABASE = os.environ["LINKS_DATABASE"]
CIPHER = ChaCha20Poly1305(bytes.fromhex(os.environ["LINKS_SEALING_KEY"]))
LOCAL = threading.local()
KNOWN = {}

app = FastAPI()
api_key_header = APIKeyHeader(name="X-API-KEY")


class Link(BaseModel):
    url: str


def database():
    connection = getattr(LOCAL, "connection", None)
    if connection is None:
        connection = LOCAL.connection = connect(DATABASE)
    return connection


def project_of(key):
    prefix, _, rest = key.partition("_")
    key_id, _, secret = rest.partition("_")
    if prefix != "la" or not secret:
        return None
    now = time.monotonic()
    known = KNOWN.get(key_id)
    if known is None or now - known[0] > KNOWN_FOR:
        query = "SELECT project, secret_hash FROM api_keys WHERE id = ?"
        row = database().execute(query, (key_id,)).fetchone()
        if row is None:
            return None
        known = KNOWN[key_id] = (now, *row)
    _, project, secret_hash = known
    given = hashlib.sha256(secret.encode()).digest()
    return project if hmac.compare_digest(given, secret_hash) else None


def authorize(project_name, app_name, owner, after):
    """The provider's URL, and the row that is kept for it."""
    project = CONFIG["projects"].get(project_name)
    if project is None:
        raise HTTPException(401, "Not authenticated")
    client = project["apps"].get(app_name)
    if client is None:
        raise HTTPException(404, "The project has no such app")
    if after is not None and after not in project["after_link_urls"]:
        raise RequestValidationError([{
            "type": "value_error", "loc": ("query", "after_oauth2_link_redirect_url"),
            "msg": "Value error, the project does not allow this URL", "input": after,
        }])
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    path = "/v1/linked-accounts/oauth2/callback/" + quote(app_name, safe="")
    callback = CONFIG["public_url"] + path
    parameters = {
        "response_type": "code",
        "client_id": client["client_id"],
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "redirect_uri": callback,
        "scope": " ".join(client["scopes"]),
        **client.get("extra_parameters", {}),
    }
    state_hash = hashlib.sha256(state.encode()).digest()
    expires_at = time.time_ns() // 1000 + STATE_SECONDS * 1_000_000
    kept = json.dumps({
        "app": app_name, "owner": owner, "client_id": client["client_id"],
        "code_verifier": verifier, "redirect_uri": callback, "after_link": after,
    })
    nonce = os.urandom(12)
    sealed = nonce + CIPHER.encrypt(nonce, kept.encode(), state_hash)
    url = client["authorize_url"] + "?" + urlencode(parameters)
    return url, (state_hash, project_name, expires_at, sealed)


def start(key, app_name, owner, after):
    url, row = authorize(project_of(key), app_name, owner, after)
    database().execute(
        "INSERT INTO pending (hash, project, expires_at, sealed) VALUES (?, ?, ?, ?)", row
    )
    return Link(url=url)


if os.environ["LINKS_MODE"] == "threads":

    @app.get("/v1/linked-accounts/oauth2")
    def link_oauth2_account(
        key: Annotated[str, Depends(api_key_header)],
        app_name: str,
        linked_account_owner_id: str,
        after_oauth2_link_redirect_url: str | None = None,
    ) -> Link:
        return start(key, app_name, linked_account_owner_id, after_oauth2_link_redirect_url)

else:

    @app.get("/v1/linked-accounts/oauth2")
    async def link_oauth2_account(
        key: Annotated[str, Depends(api_key_header)],
        app_name: str,
        linked_account_owner_id: str,
        after_oauth2_link_redirect_url: str | None = None,
    ) -> Link:
        return start(key, app_name, linked_account_owner_id, after_oauth2_link_redirect_url)
