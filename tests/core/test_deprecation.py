"""An operation on its way out says so on every answer; here is one, since there is none yet."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient

from app.core.deprecation import deprecated
from app.core.endpoints import embedded
from app.core.errors import NotFound, problems
from app.core.routing import Router
from app.main import create_app
from app.settings import Settings

SINCE, UNTIL = datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 7, 1, 12, tzinfo=UTC)
PAGE = "https://docs.example/leaving"
router = Router(prefix="/v1/letters", tags=["operations"])


@router.get("/{number}", responses=problems(NotFound), summary="Read a letter")
@deprecated(SINCE, sunset=UNTIL, link=PAGE)
async def get_letter(number: int) -> dict[str, int]:
    """Read a letter."""
    if number == 0:
        raise NotFound
    return {"number": 1 // (number - 1)}


@router.get("", summary="List letters")
@deprecated(SINCE, link=PAGE)
async def list_letters() -> list[int]:
    """List letters."""
    return []


@pytest.fixture
def post_office() -> FastAPI:
    app = create_app(Settings(), embedded(lambda *_: ""))
    app.router.routes.extend(router.routes)
    return app


@pytest.fixture
async def client(post_office: FastAPI) -> AsyncIterator[AsyncClient]:
    transport = ASGITransport(app=post_office)
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.mark.parametrize(("number", "status"), [("2", 200), ("0", 404), ("a", 422), ("1", 500)])
async def test_every_answer_says_since_when_and_until_when(
    client: AsyncClient, number: str, status: int
) -> None:
    answer = await client.get(f"/v1/letters/{number}")

    assert answer.status_code == status
    assert answer.headers["deprecation"] == "@1798761600"
    assert answer.headers["sunset"] == "Thu, 01 Jul 2027 12:00:00 GMT"
    assert answer.headers["link"] == (
        f'<{PAGE}>; rel="deprecation"; type="text/html", <{PAGE}>; rel="sunset"; type="text/html"'
    )


async def test_a_sunset_need_not_be_known(client: AsyncClient) -> None:
    answer = await client.get("/v1/letters")

    assert answer.headers["deprecation"] == "@1798761600"
    assert answer.headers["link"] == f'<{PAGE}>; rel="deprecation"; type="text/html"'
    assert "sunset" not in answer.headers


async def test_nothing_else_is_on_its_way_out(http: AsyncClient) -> None:
    answer = await http.get("/health/live")

    assert {"deprecation", "sunset", "link"}.isdisjoint(answer.headers)


def test_the_document_marks_it(post_office: FastAPI) -> None:
    paths = post_office.openapi()["paths"]

    assert paths["/v1/letters"]["get"]["deprecated"] is True
    assert "deprecated" not in paths["/health/live"]["get"]


def test_nothing_ends_before_it_was_said() -> None:
    with pytest.raises(ValueError, match="before its deprecation"):
        deprecated(UNTIL, sunset=SINCE, link=PAGE)(get_letter)
