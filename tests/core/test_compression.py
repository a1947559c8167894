"""Answers are compressed for who asks; secrets never are."""

import gzip
from collections.abc import Callable, Iterator
from typing import Any

import brotli
import pytest
import zstandard
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient, Response
from starlette.responses import Response as Answer

from app.core.compression import SECRET_PATHS, SHOWN_ONCE_PATHS, Compression
from app.core.openapi import operations
from tests.isolation.document import DOCUMENT, fields
from tests.signing_up import PASSWORD, a_guest, an_account, an_address, client_from

Decoder = Callable[[bytes], bytes]

DECODERS: dict[str | None, Decoder] = {
    "zstd": lambda raw: zstandard.ZstdDecompressor().decompressobj().decompress(raw),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    None: lambda raw: raw,
}
ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart", "note": "n" * 900}
PHONE = {"platform": "other"}
SECRETS = {"access_token", "refresh_token", "recovery_code", "token", "secret", "password"}
SECRETS |= {"client_secret"}


async def fetched(client: AsyncClient, path: str, accepts: str | None) -> tuple[Response, bytes]:
    """Give an answer and the bytes of its body as they were sent."""
    headers = {} if accepts is None else {"accept-encoding": accepts}
    client.headers.pop("accept-encoding", None)
    async with client.stream("GET", path, headers=headers) as answer:
        return answer, b"".join([chunk async for chunk in answer.aiter_raw()])


def saying(length: int) -> AsyncClient:
    async def say(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
        await Answer(b"n" * length, media_type="application/json")(scope, receive, send)

    return AsyncClient(transport=ASGITransport(app=Compression(say)), base_url="http://test")


@pytest.mark.parametrize("coding", ["zstd", "br", "gzip"])
async def test_a_long_answer_is_compressed(me: AsyncClient, coding: str) -> None:
    await me.post("/v1/people", json=ALEX)

    compressed, raw = await fetched(me, "/v1/people", coding)
    plain = await me.get("/v1/people", headers={"accept-encoding": "identity"})

    assert compressed.headers["content-encoding"] == coding
    assert len(raw) < 500 < len(plain.content)
    assert DECODERS[coding](raw) == plain.content
    assert "Accept-Encoding" in compressed.headers["vary"]
    assert compressed.headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        (None, None),
        ("", None),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, br", "br"),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0.5, zstd;q=0.1", "gzip"),
        ("gzip;q=0.5, br ; q=0.8", "br"),
        ("br;q=0.9, gzip;q=0.9", "br"),
        ("gzip;q=0", None),
        ("gzip;q=0, br;q=0.001", "br"),
        ("gzip;q=plenty", None),
        ("*", "zstd"),
        ("*;q=0.2, gzip;q=0.3", "gzip"),
        ("zstd;q=0, *", "br"),
        ("identity", None),
        ("identity, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0", None),
        ("*;q=0", None),
        ("deflate", None),
    ],
)
async def test_the_client_weighs_the_codings(accepts: str | None, coding: str | None) -> None:
    answer, raw = await fetched(saying(2_000), "/", accepts)

    assert answer.headers.get("content-encoding") == coding
    assert DECODERS[coding](raw) == b"n" * 2_000
    assert int(answer.headers["content-length"]) == len(raw)


@pytest.mark.parametrize(
    ("length", "accepts", "coding"),
    [
        (500, "gzip", None),
        (501, "gzip", "gzip"),
        (10, "gzip, identity;q=0", "gzip"),
        (10, "gzip, *;q=0", "gzip"),
        (10, "gzip, *;q=0, identity", None),
    ],
)
async def test_a_short_answer_is_left_alone_unless_plain_ones_are_refused(
    length: int, accepts: str, coding: str | None
) -> None:
    answer, raw = await fetched(saying(length), "/", accepts)

    assert answer.headers.get("content-encoding") == coding
    assert DECODERS[coding](raw) == b"n" * length


async def test_headers_on_two_lines_are_one(me: AsyncClient) -> None:
    """Or else two codings of one answer would have the same strong tag."""
    await me.post("/v1/people", json=ALEX)
    lines = [("accept-encoding", "identity;q=0.5"), ("accept-encoding", "br")]

    both = await me.get("/v1/people", headers=lines)
    one = await me.get("/v1/people", headers=lines[:1])

    assert [each.headers.get("content-encoding") for each in (both, one)] == ["br", None]
    assert both.headers["etag"] != one.headers["etag"]


async def test_tables_and_problems_are_compressed_too(me: AsyncClient) -> None:
    table, _ = await fetched(me, "/v1/incidents.csv", "gzip, identity;q=0")
    problem, _ = await fetched(me, "/v1/moods?limit=many", "gzip, identity;q=0")

    assert [each.headers["content-encoding"] for each in (table, problem)] == ["gzip", "gzip"]


@pytest.mark.parametrize("accepts", ["zstd", "br", "gzip", "gzip, identity;q=0", "*"])
async def test_an_answer_with_secrets_is_left_alone(app: FastAPI, accepts: str) -> None:
    phone = {"time_zone": "Europe/Berlin", "device": PHONE}
    address = an_address()
    await an_account(app, address)
    guest = await a_guest(app)
    bodies: dict[str, dict[str, Any]] = {
        "guest": phone,
        "register": phone | {"email": an_address(), "password": PASSWORD},
        "login": {"email": address, "password": PASSWORD, "device": PHONE},
        "refresh": {"refresh_token": guest.refresh_token},
        "recover": {"recovery_code": guest.recovery_code, "device": PHONE},
    }

    async with client_from(app) as client:
        for name, body in bodies.items():
            headers = {"accept-encoding": accepts}
            answer = await client.post(f"/v1/auth/{name}", json=body, headers=headers)
            assert answer.is_success, answer.text
            assert len(answer.content) > 500
            assert "content-encoding" not in answer.headers
            assert answer.headers["cache-control"] == "no-store"


def test_secrets_are_shown_nowhere_else() -> None:
    shown = {(method, path) for method, path, names in answered() if names & SECRETS}
    once = {("post", path) for _, path in shown if path.startswith(SHOWN_ONCE_PATHS)}

    assert len(shown) == 11
    assert all(path.startswith(SECRET_PATHS) for _, path in shown - once)


def answered() -> Iterator[tuple[str, str, set[str]]]:
    """List the names of all fields that an operation answers with."""
    for path, item in DOCUMENT["paths"].items():
        for method, operation in operations({"paths": {path: item}}):
            for status, response in operation["responses"].items():
                for content in response.get("content", {}).values() if status < "300" else ():
                    names = [name for name, _ in fields(content["schema"])]
                    yield method, path, {name.rpartition(".")[2] for name in names}
