"""Files that are none: a clear problem, or a report that says so. Never a 500."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text

from app.connections.formats.imports import router
from tests.connections.formats.bringing import bring
from tests.signing_up import a_guest

JSON_FORMATS = ("own_orbit", "state_of_mind", "mindfulness")
HEADER = b"full_date,date,weekday,time,mood,activities,note_title,note\n"
ROWS = [b"2026-03-09,,,12:00,good,,,%d\n" % number for number in range(300)]
SAMPLES = [
    b'{"kind": "momentaryEmotion", "date": "2026-03-09T12:00:00.%03dZ", "valence": 0}' % number
    for number in range(300)
]
KEPT = text("SELECT count(*) FROM import_chunks WHERE user_id = :user_id")


@pytest.mark.parametrize(
    ("kind", "content", "reason"),
    [
        *((kind, b"mood,note\n", "not_json") for kind in JSON_FORMATS),
        *((kind, b"[" * 500_000, "too_deep") for kind in JSON_FORMATS),
        *((kind, b'{"a": "\xff"}', "not_json") for kind in JSON_FORMATS),
        *((kind, b"\0\0", "not_json") for kind in JSON_FORMATS),
        ("own_orbit", b"[{}]", "not_an_export_of_ours"),
        ("own_orbit", b'{"format": "own_orbit", "version": 2}', "not_an_export_of_ours"),
        ("own_orbit", b'{"tables": {"moods": [{}]}}', "not_an_export_of_ours"),
        ("state_of_mind", b"{}", "no_list_of_samples"),
        ("mindfulness", b"7", "no_list_of_samples"),
        ("daylio", b'{"format": "own_orbit"}', "no_daylio_header"),
        ("daylio", b"\0", "no_daylio_header"),
        ("daylio", b"\n", "no_daylio_header"),
        ("daylio", HEADER + b"\xff", "not_utf_8"),
        ("daylio", HEADER.decode().encode("utf-16"), "not_utf_8"),
    ],
)
async def test_a_file_that_is_none_fails_with_its_reason(
    me: AsyncClient, kind: str, content: bytes, reason: str
) -> None:
    done = await bring(me, content, kind)

    assert done["status"] == "failed"
    assert done["report"]["failure"]["reason"] == reason
    assert done["report"]["created"] == 0


@pytest.mark.parametrize(
    ("kind", "content", "place"),
    [
        ("daylio", HEADER + b"".join(ROWS) + b"x\xff\n", 302),
        ("state_of_mind", b"[" + b",".join(SAMPLES) + b", oops]", None),
        ("state_of_mind", b"[" + b",".join(SAMPLES), None),
    ],
)
async def test_what_came_before_the_failure_is_taken_and_counted(
    me: AsyncClient, kind: str, content: bytes, place: int | None
) -> None:
    done = await bring(me, content, kind)
    moods = (await me.get("/v1/export?format=state_of_mind")).json()

    assert (done["status"], done["report"]["created"]) == ("failed", 300)
    assert done["report"]["failure"]["place"] == place
    assert len(moods) == 300


async def test_a_cell_of_a_million_characters_costs_its_own_row(me: AsyncClient) -> None:
    long = b'2026-03-09,,,12:00,good,,,"' + b"x" * 1_000_000 + b'"\n'
    done = await bring(me, HEADER + long + b"2026-03-09,,,12:00,good,,,\n", "daylio")

    assert [each["place"] for each in done["report"]["refusals"]] == [2]
    assert done["report"]["created"] == 1


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"params": {"format": "xml"}}, 422, "invalid"),
        ({"params": {"moods": "{"}}, 422, "invalid"),
        ({"params": {"moods": '{"a": 2}'}}, 422, "invalid"),
        ({"params": {"dry_run": "perhaps"}}, 422, "invalid"),
        ({"content": b""}, 422, "invalid"),
        ({"headers": {"content-type": "text/csv"}}, 415, "not-an-import-file"),
        ({"headers": {"content-type": "multipart/form-data"}}, 415, "not-an-import-file"),
        ({"headers": {"content-type": ""}}, 415, "not-an-import-file"),
        ({"headers": {"content-length": str(1 << 31)}}, 413, "body-too-large"),
    ],
)
async def test_a_request_that_is_wrong_is_refused_at_once(
    me: AsyncClient, changes: dict[str, Any], status: int, code: str
) -> None:
    usual = {"content": b"[]", "headers": {"content-type": "application/json"}}
    answer = await me.post("/v1/imports", **(usual | changes))

    assert answer.status_code == status
    assert answer.json()["type"] == f"/problems/{code}"


async def test_a_body_that_grows_too_large_leaves_nothing(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = await a_guest(app)
    edge: Any = app.middleware_stack
    while not hasattr(edge, "larger_bodies"):
        edge = edge.app
    monkeypatch.setitem(edge.larger_bodies, router.PATH, 2_000_000)

    async def growing() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b" " * 100_000

    headers = {"content-type": "application/json"}
    answer = await guest.client.post("/v1/imports", content=growing(), headers=headers)

    assert answer.status_code == 413
    assert (await guest.client.get("/v1/imports")).json()["items"] == []
    async with app.state.worker_database.lease() as db:
        await db.begin(guest.user_id)
        assert await db.scalar(KEPT, {"user_id": guest.user_id}) == 0


async def test_somebody_elses_import_is_not_there(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    done = await bring(somebody_else, b"[]", "state_of_mind")

    answer = await me.get(f"/v1/imports/{done['id']}")
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/import-not-found"
    assert (await me.get("/v1/imports")).json()["items"] == []
