"""The same as `app.py` with a session for each request, as FastAPI's documentation
teaches it for SQL databases.
"""

import hashlib
import hmac
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import event
from sqlmodel import Field, Session, SQLModel, create_engine, select

from app import DATABASE, Link, api_key_header, authorize


class ApiKey(SQLModel, table=True):
    __tablename__ = "api_keys"
    id: str = Field(primary_key=True)
    project: str
    secret_hash: bytes


class Pending(SQLModel, table=True):
    __tablename__ = "pending"
    id: int | None = Field(default=None, primary_key=True)
    hash: bytes
    project: str
    expires_at: int
    sealed: bytes


engine = create_engine(f"sqlite:///{DATABASE}", connect_args={"check_same_thread": False})


@event.listens_for(engine, "connect")
def configure(connection, _record):
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA busy_timeout = 5000")


def get_session():
    with Session(engine) as session:
        yield session


app = FastAPI()


def project_of(session, key):
    prefix, _, rest = key.partition("_")
    key_id, _, secret = rest.partition("_")
    if prefix != "la" or not secret:
        return None
    known = session.exec(select(ApiKey).where(ApiKey.id == key_id)).first()
    given = hashlib.sha256(secret.encode()).digest()
    return known.project if known and hmac.compare_digest(given, known.secret_hash) else None


@app.get("/v1/linked-accounts/oauth2")
def link_oauth2_account(
    session: Annotated[Session, Depends(get_session)],
    key: Annotated[str, Depends(api_key_header)],
    app_name: str,
    linked_account_owner_id: str,
    after_oauth2_link_redirect_url: str | None = None,
) -> Link:
    project = project_of(session, key)
    url, row = authorize(project, app_name, linked_account_owner_id, after_oauth2_link_redirect_url)
    state_hash, project, expires_at, sealed = row
    session.add(Pending(hash=state_hash, project=project, expires_at=expires_at, sealed=sealed))
    session.commit()
    return Link(url=url)
