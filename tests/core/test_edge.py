"""What every answer carries, whatever happened inside."""

import re
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from starlette.types import Message

from app.core.database import Database

JSON = {"content-type": "application/json"}
A_PERSON = b'{"nickname": "A", "relation": "friend", "phase": "apart"}'


@pytest.mark.parametrize("path", ["/health/live", "/nowhere", "/v1/people", "/openapi.json"])
async def test_every_answer_is_guarded_by_headers(http: AsyncClient, path: str) -> None:
    headers = (await http.get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "private, no-cache"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["strict-transport-security"].startswith("max-age=63072000")
    assert "server" not in headers


async def test_a_request_id_is_kept_if_it_is_one(http: AsyncClient) -> None:
    mine = str(uuid4())

    kept = await http.get("/nowhere", headers={"x-request-id": mine})
    made = await http.get("/nowhere", headers={"x-request-id": "<script>"})

    assert kept.headers["x-request-id"] == mine == kept.json()["request_id"]
    assert UUID(made.headers["x-request-id"]).version == 7


async def test_an_unknown_path_is_a_problem(http: AsyncClient) -> None:
    answer = await http.get("/v1/no/such/thing")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "/problems/not-found",
        "title": "There is nothing here.",
        "status": 404,
        "detail": "There is nothing here.",
        "instance": "/v1/no/such/thing",
        "request_id": answer.headers["x-request-id"],
    }


async def test_a_wrong_method_is_told_the_right_ones(http: AsyncClient) -> None:
    one = await http.put(f"/v1/people/{uuid4()}")
    all_of_them = await http.delete("/v1/people")

    assert (one.status_code, one.json()["type"]) == (405, "/problems/method-not-allowed")
    assert one.headers["allow"] == "DELETE, GET, HEAD, PATCH"
    assert all_of_them.headers["allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(
    "body", [b"{", b"", b'{"nickname": "\xff"}', b"[" * 100_000, b'{"nickname": "\\ud800"}', b"NaN"]
)
async def test_what_is_not_json_is_a_problem(me: AsyncClient, body: bytes) -> None:
    answer = await me.post("/v1/people", content=body, headers=JSON)

    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_a_body_that_does_not_say_it_is_json_is_refused(me: AsyncClient, kind: str) -> None:
    answer = await me.post("/v1/people", content=A_PERSON, headers={"content-type": kind})

    assert (answer.status_code, answer.json()["type"]) == (415, "/problems/unsupported-media-type")


async def test_a_body_over_the_limit_is_refused_before_it_is_read(me: AsyncClient) -> None:
    answer = await me.post("/v1/people", content=b" " * 262_145, headers=JSON)

    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")


async def test_a_body_that_hides_its_length_is_counted(me: AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b" " * 1024

    answer = await me.post("/v1/people", content=endless(), headers=JSON)

    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")


async def test_a_body_of_the_limit_is_read(me: AsyncClient) -> None:
    body = A_PERSON + b" " * (262_144 - len(A_PERSON))

    assert (await me.post("/v1/people", content=body, headers=JSON)).status_code == 201


async def test_a_request_is_counted_by_its_route(http: AsyncClient) -> None:
    await http.get(f"/v1/people/{uuid4()}")

    counted = (await http.get("/metrics")).text

    assert re.search(
        r'http_requests_total{method="GET",route="/v1/people/{person_id}",status="401"} \d', counted
    )


async def test_a_head_is_a_get_without_its_body(me: AsyncClient) -> None:
    get, head = await me.get("/v1/people"), await me.head("/v1/people")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == get.headers["etag"]
    assert head.headers["content-length"] == get.headers["content-length"]


async def test_a_head_has_no_body_on_the_wire(app: FastAPI) -> None:
    """Seen below the client, which would drop it."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    address = {"path": "/health/live", "raw_path": b"/health/live", "query_string": b""}
    scope = {"type": "http", "method": "HEAD", "headers": [], "client": None, **address}
    await app(scope, receive, send)

    start, *bodies = sent
    assert start["status"] == 200
    assert int(dict(start["headers"])[b"content-length"]) > 0
    assert [each["body"] for each in bodies] == [b""]


async def test_who_has_no_token_waits_for_no_connection(
    http: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    leases: list[int] = []
    monkeypatch.setattr(Database, "lease", lambda _: leases.append(1))

    assert (await http.get("/v1/people")).status_code == 401
    assert (await http.patch(f"/v1/people/{uuid4()}", json={})).status_code == 401
    assert leases == []


async def test_health_tells_life_from_readiness(http: AsyncClient) -> None:
    assert (await http.get("/health/live")).json() == {"status": "live"}
    assert (await http.get("/health/ready")).json()["status"] == "ready"
