"""A deleted account: out of use at once, and nothing left of it soon."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.connections.formats.imports import files, tasks
from app.connections.formats.imports.files import pieces
from app.core import outbox
from app.core.outbox import Event
from app.core.tables import Base
from tests.connections.formats.bringing import bring
from tests.mailbox import Mailbox, settled
from tests.signing_up import (
    DEVICE,
    SignedIn,
    an_account,
    an_address,
    carry,
    client_from,
    is_signed_in,
    log_in,
    refresh,
)
from tests.waiting import until

FILES, JSON = "/v1/imports?format=state_of_mind", {"content-type": "application/json"}
SAMPLES = '[{"kind": "momentaryEmotion", "date": "2026-03-09T12:00:00Z", "valence": 0}]'


async def rows_of(app: FastAPI, user_id: UUID) -> dict[str, int]:
    """Count a user's rows in every table that the database itself says has such."""
    catalogue = text(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = "
        "'public' AND (column_name = 'user_id' OR (table_name, column_name) = ('users', 'id'))"
    )
    found = {}
    async with app.state.database.lease() as db:
        await db.begin(user_id)
        for table, column in await db.all(catalogue):
            statement = text(f'SELECT count(*) FROM "{table}" WHERE "{column}" = :id')  # noqa: S608
            found[table] = await db.scalar(statement, {"id": user_id})
    return found


async def erased(app: FastAPI, user_id: UUID) -> dict[str, int]:
    async def is_gone() -> bool:
        return not any((await rows_of(app, user_id)).values())

    await until(is_gone)
    return await rows_of(app, user_id)


async def key_and_ledger(app: FastAPI, user_id: UUID) -> tuple[int, int]:
    statement = text(
        "SELECT (SELECT count(*) FROM user_keys WHERE user_id = :id), "
        "(SELECT count(*) FROM erased_users WHERE user_id = :id)"
    )
    async with app.state.keys_database.lease() as db:
        keys, notes = await db.first(statement, {"id": user_id})
    return keys, notes


async def a_full_account(app: FastAPI, address: str) -> SignedIn:
    user = await an_account(app, address, display_name="Jo")
    await log_in(app, address)
    await user.client.post("/v1/auth/password/forgotten", json={"email": address})
    people = await user.client.post(
        "/v1/people",
        json={"nickname": "Kim", "relation": "ex_partner", "phase": "apart"},
        headers={"idempotency-key": "one"},
    )
    assert people.status_code == 201
    await settled(app, user.user_id)
    return user


async def test_nothing_is_left_of_a_deleted_account(app: FastAPI, mailbox: Mailbox) -> None:
    address = an_address()
    user = await a_full_account(app, address)
    await mailbox.newest(address, "set a new password")
    before = await rows_of(app, user.user_id)
    kept = {"users", "profiles", "sessions", "session_devices", "identities"}
    assert kept | {"people", "kept_answers", "due_work"} <= {
        table for table, number in before.items() if number
    }
    assert await key_and_ledger(app, user.user_id) == (1, 0)

    assert (await user.client.delete("/v1/me")).status_code == 204
    after = await erased(app, user.user_id)

    of_nobody = {"heartbeats", "rate_limits"}
    assert set(after) >= {table.name for table in Base.metadata.sorted_tables} - of_nobody
    assert set(after.values()) == {0}
    assert await key_and_ledger(app, user.user_id) == (0, 1)


async def test_nothing_is_left_of_files_that_wait_or_are_being_read(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_go_on = asyncio.Event(), asyncio.Event()

    async def slowly(*given: Any) -> AsyncIterator[bytes]:  # noqa: ANN401
        begun.set()
        await may_go_on.wait()
        async for piece in pieces(*given):
            yield piece

    user = await an_account(app, an_address())
    await bring(user.client, SAMPLES, "state_of_mind")
    monkeypatch.setattr(files, "pieces", slowly)
    for _ in range(3):
        sent = await user.client.post(FILES, content=SAMPLES, headers=JSON)
        assert sent.status_code == 202
    await begun.wait()
    before = await rows_of(app, user.user_id)
    assert (before["imports"], before["import_chunks"], before["moods"]) == (4, 3, 1)

    assert (await user.client.delete("/v1/me")).status_code == 204

    async def are_gone() -> bool:
        return not (await rows_of(app, user.user_id))["import_chunks"]

    await until(are_gone)
    may_go_on.set()
    await until_all_is_read()
    assert set((await erased(app, user.user_id)).values()) == {0}


async def until_all_is_read() -> None:
    async def is_idle() -> bool:
        return not tasks.under_way

    await until(is_idle)


async def test_a_deleted_account_is_out_of_use_at_once(app: FastAPI) -> None:
    address = an_address()
    user = await an_account(app, address)
    other = carry(app, client_from(app), await log_in(app, address))
    await user.client.delete("/v1/me")

    assert not await is_signed_in(user)
    assert not await is_signed_in(other)
    assert (await refresh(app, user.refresh_token)).status_code == 401
    assert (await log_in(app, address)).status_code == 401
    body = {"recovery_code": user.recovery_code, "device": DEVICE}
    assert (await user.client.post("/v1/auth/recover", json=body)).status_code == 401


async def test_its_address_is_free_at_once(app: FastAPI) -> None:
    address = an_address()
    user = await an_account(app, address)
    await user.client.delete("/v1/me")

    successor = await an_account(app, address)
    assert successor.user["id"] != user.user["id"]
    assert (await log_in(app, address)).json()["user"]["id"] == successor.user["id"]


async def test_erasing_twice_or_after_a_crash_does_no_harm(app: FastAPI) -> None:
    user = await an_account(app, an_address())
    await user.client.delete("/v1/me")
    await erased(app, user.user_id)

    event = Event(user.user_id, user.user_id, "users.closed", user.user_id, app.state.clock(), 2)
    await outbox.run(app.state, event)
    assert await key_and_ledger(app, user.user_id) == (0, 1)
    assert set((await rows_of(app, user.user_id)).values()) == {0}


async def test_no_event_erases_an_account_that_is_open(app: FastAPI) -> None:
    user = await an_account(app, an_address())
    event = Event(user.user_id, user.user_id, "users.closed", user.user_id, app.state.clock(), 1)

    await outbox.run(app.state, event)
    assert await is_signed_in(user)
    assert await key_and_ledger(app, user.user_id) == (1, 0)


async def test_other_accounts_stay(app: FastAPI) -> None:
    user, other = await an_account(app, an_address()), await a_full_account(app, an_address())
    before = await rows_of(app, other.user_id)
    await user.client.delete("/v1/me")
    await erased(app, user.user_id)

    after = await rows_of(app, other.user_id)
    assert {**after, "outbox": 0} == {**before, "outbox": 0}
