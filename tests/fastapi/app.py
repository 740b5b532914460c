"""The reference for the wording of rejections: two FastAPI applications.

`linked_accounts` is the operation of specs/aci-linked-accounts.yaml as FastAPI
has it. `kinds` has one operation a place and one body with every kind of
value; its document, as FastAPI writes it, is what Specwright generates the
other side of the comparison from.
"""

from enum import Enum
from typing import Annotated, Literal

from fastapi import APIRouter, Body, Cookie, FastAPI, Header, Path, Query, Security
from fastapi.security import APIKeyHeader
from pydantic import BaseModel, ConfigDict, Field

linked_accounts = FastAPI(
    title="Aipolabs",
    version="0.0.1-beta.3",
    generate_unique_id_function=lambda route: f"{route.tags[0]}-{route.name}",
)
api_key = APIKeyHeader(name="X-API-KEY", description="API key for authentication")
router = APIRouter(tags=["linked-accounts"])


@router.get("/v1/linked-accounts/oauth2")
def link_oauth2_account(
    key: Annotated[str, Security(api_key)],
    app_name: str,
    linked_account_owner_id: str,
    after_oauth2_link_redirect_url: str | None = None,
) -> dict:
    return {"url": f"{app_name}|{linked_account_owner_id}|{after_oauth2_link_redirect_url or ''}"}


linked_accounts.include_router(router)

kinds = FastAPI(
    title="Kinds",
    version="1.0.0",
    generate_unique_id_function=lambda route: route.name,
)


class Colour(Enum):
    RED = "red"
    GREEN = "green"
    BLUE = "blue"


class Inner(BaseModel):
    id: int
    label: Annotated[str, Field(max_length=4)] | None = None


class Everything(BaseModel):
    name: Annotated[str, Field(min_length=3, max_length=5)]
    code: Annotated[str, Field(pattern="^[a-z]+$")] = "abc"
    count: Annotated[int, Field(ge=1, le=10)] = 1
    above: Annotated[int, Field(gt=1, lt=10)] = 2
    step: Annotated[int, Field(multiple_of=5)] = 5
    ratio: float = 0.5
    flag: bool = False
    choice: Colour = Colour.RED
    pair: Literal["left", "right"] = "left"
    only: Literal["one"] = "one"
    l: Annotated[list[int], Field(min_length=1, max_length=3)] = [1]
    texts: list[str] = []
    inner: Inner | None = None
    inners: list[Inner] = []
    counts: dict[str, int] = {}
    either: str | int = "a"


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str


@kinds.get("/query")
def in_query(
    integer: int | None = None,
    number: float | None = None,
    boolean: bool | None = None,
    text: Annotated[str | None, Query(min_length=3, max_length=5)] = None,
    letters: Annotated[str | None, Query(pattern="^[a-z]+$")] = None,
    choice: Colour | None = None,
    ranged: Annotated[int | None, Query(ge=1, lt=10)] = None,
    many: Annotated[list[int], Query()] = [],
    few: Annotated[list[str], Query(max_length=2)] = [],
) -> dict:
    return {}


@kinds.get("/path/{integer}")
def in_path(integer: Annotated[int, Path(ge=0)]) -> dict:
    return {}


@kinds.get("/header")
def in_header(x_count: Annotated[int, Header()]) -> dict:
    return {}


@kinds.get("/cookie")
def in_cookie(crumb: Annotated[int, Cookie()]) -> dict:
    return {}


@kinds.post("/body")
def in_body(body: Everything) -> dict:
    return {}


@kinds.post("/closed")
def closed_body(body: Closed) -> dict:
    return {}


@kinds.post("/list")
def list_body(body: Annotated[list[int], Body()]) -> dict:
    return {}


@kinds.post("/mixed/{integer}")
def in_all_places(integer: int, needed: str, body: Closed) -> dict:
    return {}
