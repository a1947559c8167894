"""A new master key: users' keys are wrapped anew while everybody reads, and the old one can go."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app import worker
from app.security import master_ring
from app.security.encryption import Unreadable
from app.security.key_files import KeyFileRefused
from app.security.master_ring import MasterRing, load_ring
from app.security.vault import KeyDestroyed, Vault
from tests.clock import NOON
from tests.signing_up import a_guest
from tests.waiting import until

ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}
USERS = 250
PLACE = {"table": "t", "column": "c"}


@pytest.fixture
def ring(quiet_app: FastAPI) -> Path:
    folder: Path = quiet_app.state.settings.keys / "ring"
    return folder


@pytest.fixture
async def users(quiet_app: FastAPI) -> dict[UUID, bytes]:
    """Make users and something sealed for each."""
    sealed = {}
    for user_id in (uuid4() for _ in range(USERS)):
        cipher = await quiet_app.state.vault.create(user_id, now=NOON)
        sealed[user_id] = cipher.seal("x", row_id=user_id, **PLACE)
    return sealed


async def wrapped_by(app: FastAPI) -> dict[int, int]:
    """Count users' keys by the number of their master key."""
    statement = "SELECT get_byte(wrapped, 1) AS number, count(*) AS n FROM user_keys GROUP BY 1"
    async with app.state.keys_database.lease() as keys:
        return {row.number: row.n for row in await keys.all(text(statement))}


def without_memory(app: FastAPI, ring: MasterRing) -> Vault:
    return Vault(app.state.keys_database, ring)


@asynccontextmanager
async def readers(
    app: FastAPI, users: dict[UUID, bytes], rings: list[MasterRing]
) -> AsyncIterator[list[int]]:
    """Read without a pause, as processes that remember no cipher; a failed read fails the test."""
    reads: list[int] = []

    async def read(ring: MasterRing) -> None:
        while True:
            for user_id, sealed in users.items():
                cipher = await without_memory(app, ring).cipher_of(user_id)
                assert cipher.open(sealed, row_id=user_id, **PLACE) == "x"
                reads.append(1)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(read(ring)) for ring in rings]
        yield reads
        for task in tasks:
            task.cancel()


async def test_keys_are_wrapped_anew_without_a_failed_read_and_the_old_master_key_can_go(
    quiet_app: FastAPI, ring: Path, users: dict[UUID, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = quiet_app
    monkeypatch.setattr(worker, "REWRAP_S", 0.1)
    before = load_ring(ring)
    guest = await a_guest(app)
    alex = await guest.client.post("/v1/people", json=ALEX)

    async with readers(app, users, [before, load_ring(ring)]) as reads:
        assert await wrapped_by(app) == {1: USERS + 1}
        assert master_ring.rotate(ring) == 2
        assert not master_ring.is_settled(ring)
        done = len(reads)
        async with worker.working(app.state):
            await until(lambda: asyncio.sleep(0, master_ring.is_settled(ring)))
        await until(lambda: asyncio.sleep(0, len(reads) > done + 2 * USERS))

    assert await wrapped_by(app) == {2: USERS + 1}
    (old,) = master_ring.superseded(ring)
    old.unlink()
    fresh = without_memory(app, load_ring(ring))
    for user_id, sealed in users.items():
        cipher = await fresh.cipher_of(user_id)
        assert cipher.open(sealed, row_id=user_id, **PLACE) == "x"
    app.state.vault = without_memory(app, load_ring(ring))
    read = await guest.client.get(f"/v1/people/{alex.json()['id']}")
    assert read.json() == alex.json()
    with pytest.raises(Unreadable):
        MasterRing({1: b"k" * 32}).unwrap(bytes([0, 2]) + b"x" * 60, guest.user_id)


async def test_a_process_from_before_wraps_new_users_with_the_new_key(
    quiet_app: FastAPI, ring: Path
) -> None:
    stale, user_id = without_memory(quiet_app, load_ring(ring)), uuid4()
    number = master_ring.rotate(ring)

    await stale.create(user_id, now=NOON)

    assert (await wrapped_by(quiet_app))[number] == 1


async def test_what_is_destroyed_meanwhile_stays_destroyed_and_the_unreadable_holds_up_nobody(
    quiet_app: FastAPI, ring: Path, users: dict[UUID, bytes]
) -> None:
    vault, (gone, broken, *_) = without_memory(quiet_app, load_ring(ring)), list(users)
    number = master_ring.rotate(ring)
    async with quiet_app.state.keys_database.lease() as keys:
        spoil = "UPDATE user_keys SET wrapped = wrapped || '\\x00' WHERE user_id = :id"
        await keys.execute(text(spoil), {"id": broken})

    await asyncio.gather(vault.rewrap(), vault.rewrap(), vault.destroy(gone, now=NOON))
    await vault.rewrap()

    with pytest.raises(KeyDestroyed):
        await vault.cipher_of(gone)
    left = await wrapped_by(quiet_app)
    assert left.pop(number) >= USERS - 2
    assert sum(left.values()) == 1
    assert not master_ring.is_settled(ring)


async def test_a_folder_without_a_master_key_gets_none(tmp_path: Path) -> None:
    with pytest.raises(KeyFileRefused, match="no master key"):
        master_ring.rotate(tmp_path / "ring")
