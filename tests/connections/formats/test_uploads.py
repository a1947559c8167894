"""Files on their way: kept sealed until they are read, and not a day longer."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.types import Message

from app.accounts.auth.acting import turn_of
from app.connections.formats.imports import files, tasks
from app.connections.formats.imports.files import pieces
from app.core import outbox
from app.core.ids import new_id
from app.core.owners import Owner
from tests.clock import FakeClock
from tests.connections.formats.bringing import bring, read
from tests.signing_up import SignedIn, a_guest
from tests.waiting import until

JSON = {"content-type": "application/json"}
WORD = "a word that nobody else says"
KEPT = text("SELECT content FROM import_chunks WHERE user_id = :user_id")


async def broken(*_: Any) -> None:  # noqa: ANN401
    raise ZeroDivisionError


async def test_a_file_that_is_cut_short_leaves_nothing(app: FastAPI) -> None:
    guest = await a_guest(app)
    parts: list[Message] = [
        {"type": "http.request", "body": b"[" + b" " * 2_000_000, "more_body": True},
        {"type": "http.disconnect"},
    ]
    answers: list[Message] = []

    async def receive() -> Message:
        return parts.pop(0)

    async def send(message: Message) -> None:
        answers.append(message)

    await app(scope_of(guest), receive, send)

    assert answers[0]["status"] == 400
    assert await kept(app, guest) == []
    assert (await guest.client.get("/v1/imports")).json()["items"] == []


async def test_a_file_waits_sealed_and_is_forgotten_after_a_day(
    app: FastAPI, clock: FakeClock
) -> None:
    guest = await a_guest(app)
    await keep_without_an_import(app, guest, 1)
    [content] = await kept(app, guest)
    assert WORD.encode() not in content
    clock.pass_by(days=1, minutes=1)

    async def is_gone() -> bool:
        return not await kept(app, guest)

    await until(is_gone)


async def test_an_import_that_was_given_up_says_so_and_its_file_is_forgotten(
    app: FastAPI, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "read", broken)
    guest = await a_guest(app)
    sent = await guest.client.post("/v1/imports?format=state_of_mind", content="[]", headers=JSON)
    import_id = sent.json()["id"]
    for days in (1, 3):
        assert (await guest.client.get(f"/v1/imports/{import_id}")).json()["finished_at"] is None
        clock.pass_by(days=days, minutes=1)
        await asyncio.sleep(3 * outbox.TEND_S)
    done = await read(guest.client, import_id)

    assert done["status"] == "failed"
    assert done["report"]["failure"] == {"reason": "given_up", "place": None}
    assert await kept(app, guest) == []


async def test_a_file_that_was_read_is_gone(app: FastAPI) -> None:
    guest = await a_guest(app)
    await bring(guest.client, b"[]", "state_of_mind")

    assert await kept(app, guest) == []


async def test_no_more_than_five_files_wait(app: FastAPI) -> None:
    guest = await a_guest(app)
    await keep_without_an_import(app, guest, files.MOST_WAITING)
    headers = {"content-type": "application/json"}
    answer = await guest.client.post("/v1/imports", content=b"[]", headers=headers)

    assert answer.status_code == 409
    assert answer.json()["type"] == "/problems/too-many-imports"


async def test_no_more_than_five_files_wait_though_they_come_at_once(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "read", broken)
    guest = await a_guest(app)
    answers = await asyncio.gather(
        *(guest.client.post("/v1/imports", content=b"[]", headers=JSON) for _ in range(20))
    )

    told = [answer.status_code for answer in answers]
    assert (told.count(202), told.count(409)) == (5, 15)


async def test_one_users_files_hold_up_nobody_elses(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await a_guest(app), await a_guest(app)
    begun, may_go_on = asyncio.Event(), asyncio.Event()

    async def slowly(database: Any, owner: Owner, import_id: UUID) -> AsyncIterator[bytes]:  # noqa: ANN401
        if owner.id == first.user_id:
            begun.set()
            await may_go_on.wait()
        async for piece in pieces(database, owner, import_id):
            yield piece

    monkeypatch.setattr(files, "pieces", slowly)
    for _ in range(2):
        await first.client.post("/v1/imports?format=state_of_mind", content=b"[]", headers=JSON)
    await begun.wait()
    done = await bring(second.client, b"[]", "state_of_mind")
    may_go_on.set()

    assert done["status"] == "done"


async def test_a_file_that_was_refused_takes_no_place(app: FastAPI) -> None:
    guest = await a_guest(app)
    for _ in range(files.MOST_WAITING):
        empty = await guest.client.post("/v1/imports", content=b"", headers=JSON)
        assert empty.status_code == 422

    assert (await bring(guest.client, b"[]", "state_of_mind"))["status"] == "done"


@pytest.mark.parametrize("length", [0, 1, files.PIECE_BYTES, 3 * files.PIECE_BYTES + 7])
async def test_pieces_make_the_file_again(app: FastAPI, length: int) -> None:
    guest = await a_guest(app)
    content = bytes(number % 251 for number in range(length))
    async with turn_of(app.state, guest.user_id) as turn:
        assert turn is not None
    import_id = new_id()
    now, database = app.state.clock(), app.state.database
    size = await files.keep(database, turn.owner, import_id, in_parts(content), now=now)
    again = [piece async for piece in files.pieces(database, turn.owner, import_id)]

    assert size == length
    assert b"".join(again) == content
    assert all(len(piece) <= files.PIECE_BYTES for piece in again)


async def keep_without_an_import(app: FastAPI, guest: SignedIn, number: int) -> None:
    """Leave files behind, as a process does that dies before it has told of them."""
    async with turn_of(app.state, guest.user_id) as turn:
        assert turn is not None
    for _ in range(number):
        content = in_parts(WORD.encode())
        now, database = app.state.clock(), app.state.database
        await files.keep(database, turn.owner, new_id(), content, now=now)


async def in_parts(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 100_000):
        yield content[start : start + 100_000]


async def kept(app: FastAPI, guest: SignedIn) -> list[bytes]:
    async with app.state.worker_database.lease() as db:
        await db.begin(guest.user_id)
        return [row.content for row in await db.all(KEPT, {"user_id": guest.user_id})]


def scope_of(guest: SignedIn) -> dict[str, Any]:
    token = f"Bearer {guest.access_token}".encode()
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/imports",
        "raw_path": b"/v1/imports",
        "query_string": b"format=state_of_mind",
        "headers": [
            (b"host", b"test"),
            (b"authorization", token),
            (b"content-type", b"application/json"),
        ],
        "client": ("10.0.0.1", 50_000),
        "server": ("test", 80),
    }
