"""Answers are compressed for who asks; secrets never are."""

import gzip

import brotli
import pytest
import zstandard
from fastapi import FastAPI
from httpx2 import AsyncClient

from tests.signing_up import client_from

DECODERS = {
    "zstd": lambda raw: zstandard.ZstdDecompressor().decompressobj().decompress(raw),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}
ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart", "note": "n" * 900}


@pytest.mark.parametrize("coding", ["zstd", "br", "gzip"])
async def test_a_long_answer_is_compressed(me: AsyncClient, coding: str) -> None:
    await me.post("/v1/people", json=ALEX)

    async with me.stream("GET", "/v1/people", headers={"accept-encoding": coding}) as compressed:
        raw = b"".join([chunk async for chunk in compressed.aiter_raw()])
    plain = await me.get("/v1/people", headers={"accept-encoding": "identity"})

    assert compressed.headers["content-encoding"] == coding
    assert len(raw) < 500 < len(plain.content)
    assert DECODERS[coding](raw) == plain.content
    assert "Accept-Encoding" in compressed.headers["vary"]
    assert compressed.headers["etag"] != plain.headers["etag"]


async def test_a_short_answer_is_left_alone(me: AsyncClient) -> None:
    answer = await me.get("/v1/people", headers={"accept-encoding": "gzip"})

    assert "content-encoding" not in answer.headers


async def test_an_answer_with_secrets_is_left_alone(app: FastAPI) -> None:
    async with client_from(app) as client:
        body = {"time_zone": "Europe/Berlin", "device": {"platform": "other"}}
        answer = await client.post("/v1/auth/guest", json=body, headers={"accept-encoding": "gzip"})

    assert len(answer.content) > 500
    assert "content-encoding" not in answer.headers
