"""What unsent messages and journal entries have in common: a long text that nobody overhears."""

import io
import json
from base64 import b64encode
from typing import Any
from uuid import UUID, uuid4

import pytest
import structlog
from httpx2 import AsyncClient
from sqlalchemy import make_url, text

from app.core import logs
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.core.tables import Base
from tests.companion.entry_kinds import Body, each_text, made
from tests.conftest import url_of

CANARY = "canary-under-the-linden-tree"
SEALED = {"is_sealed": True, "body": b64encode(bytes(range(256))).decode()}
JSON = {"content-type": "application/json"}


@each_text
@pytest.mark.parametrize(
    "words",
    ["x" * 20_000, "\U0001f54a" * 20_000, "tab\tand\nline", "\u202eabc", "e\u0301"],
    ids=["long", "long and wide", "white", "right to left", "combined"],
)
async def test_a_text_comes_back_as_it_was(
    me: AsyncClient, path: str, body: Body, words: str
) -> None:
    entry = await made(me, path, body | {"body": words})

    assert (entry["body"], entry["is_sealed"]) == (words, False)
    assert (await me.get(f"{path}/{entry['id']}")).json() == entry


@each_text
@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"body": ""}, "/body"),
        ({"body": " \n\t "}, "/body"),
        ({"body": None}, "/body"),
        ({"body": 5}, "/body"),
        ({"body": ["x"]}, "/body"),
        ({"body": f"{CANARY} " * 700}, "/body"),
        ({"body": "x" * 108_001}, "/body"),
        ({"body": f"{CANARY} \ud800"}, "/body"),
        ({"body": f"{CANARY} \udc00\ud83d"}, "/body"),
        ({"body": CANARY + "!", "is_sealed": True}, "/body"),
        ({"body": "A" * 108_004, "is_sealed": True}, "/body"),
        ({"body": "ABCDE", "is_sealed": True}, "/body"),
        ({"is_sealed": None}, "/is_sealed"),
        ({"is_sealed": CANARY}, "/is_sealed"),
        ({"local_date": "2026-03-09"}, "/local_date"),
        ({CANARY[:6]: "x"}, "/canary"),
    ],
)
async def test_what_does_not_fit_is_named_and_not_repeated(
    me: AsyncClient, path: str, body: Body, change: dict[str, Any], pointer: str
) -> None:
    entry = await made(me, path, body)
    answers = [
        await me.post(path, content=json.dumps(body | change), headers=JSON),
        await me.patch(f"{path}/{entry['id']}", content=json.dumps(change), headers=JSON),
    ]

    for answer in answers:
        assert answer.status_code == 422, answer.text
        assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
        assert CANARY not in answer.text
    assert (await me.get(path)).json()["items"] == [entry]


@each_text
@pytest.mark.parametrize(
    "content",
    [b'{"body": "canary', b'{"body": "\xff\xfe", "focus": "self"}', b'{"body": "a\nb"}', b""],
)
async def test_what_is_no_json_of_ours_leaves_nothing_behind(
    me: AsyncClient, path: str, body: Body, content: bytes
) -> None:
    answer = await me.post(path, content=content, headers=JSON)

    assert answer.status_code in {400, 422}
    assert body["body"] not in answer.text
    assert "canary" not in answer.text
    assert (await me.get(path)).json()["items"] == []


@each_text
async def test_a_sealed_text_is_kept_as_it_is_and_marked(
    me: AsyncClient, path: str, body: Body
) -> None:
    entry = await made(me, path, body | SEALED)

    assert entry.items() >= SEALED.items()
    assert (await me.get(path)).json()["items"] == [entry]


@each_text
async def test_a_text_is_sealed_and_unsealed_together_with_its_flag(
    me: AsyncClient, path: str, body: Body
) -> None:
    entry = await made(me, path, body)
    url = f"{path}/{entry['id']}"

    alone = await me.patch(url, json={"is_sealed": True})
    sealed = await me.patch(url, json=SEALED)
    plain_words = await me.patch(url, json={"body": "in plain words"})
    opened = await me.patch(url, json={"is_sealed": False, "body": "in plain words"})

    for refused in (alone, plain_words):
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == "/body"
    assert sealed.json().items() >= SEALED.items()
    assert (opened.json()["body"], opened.json()["is_sealed"]) == ("in plain words", False)


@each_text
async def test_no_word_is_in_a_log_an_event_or_any_row(
    me: AsyncClient,
    endpoints: Endpoints,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    body: Body,
) -> None:
    written = io.StringIO()
    logger = structlog.wrap_logger(structlog.WriteLogger(written), processors=logs.PROCESSORS)
    for place in ("app.core.edge.log", "app.core.outbox.log"):
        monkeypatch.setattr(place, logger)

    for is_sealed in (False, True):
        words = CANARY.replace("-", "") + "QUJD"
        told = body | {"id": str(uuid4()), "body": words, "is_sealed": is_sealed}
        await made(me, path, told)
        await me.post(path, json=told)
        await me.post(path, json=told | {"body": words + "QUJD"})
        await me.patch(f"{path}/{told['id']}", json={"body": words * 2})
        await me.patch(f"{path}/{told['id']}", json={"body": words, "mood": words})

    user_id = UUID((await me.get("/v1/me")).json()["id"])
    kept = await everything_kept(endpoints, user_id)
    assert str(user_id) in kept
    for needle in (words, words.encode().hex(), b64encode(words.encode()).decode()):
        assert needle not in kept
        assert needle not in written.getvalue()
    assert '"route": "' + path in written.getvalue()


async def everything_kept(endpoints: Endpoints, user_id: UUID) -> str:
    """Give every row of a user, past all policies."""
    engine = engine_for(url_of(make_url(endpoints.app.url).database or "", "postgres"))
    rows: list[Any] = []
    async with engine.connect() as connection:
        for name, table in Base.metadata.tables.items():
            if "user_id" in table.c:
                query = f"SELECT to_jsonb({name})::text FROM {name} WHERE user_id = :id"  # noqa: S608
                rows += (await connection.execute(text(query), {"id": user_id})).scalars()
    await engine.dispose()
    return "\n".join(rows)
