"""Where ciphers come from, and that a destroyed key is destroyed."""

from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.core.database import Database
from app.security.vault import KeyDestroyed, Vault
from tests.clock import NOON


@pytest.fixture
def keys(app: FastAPI) -> Database:
    database: Database = app.state.keys_database
    return database


def another_process(app: FastAPI) -> Vault:
    """Make a vault with nothing in its memory."""
    return Vault(app.state.keys_database, app.state.vault._ring)  # noqa: SLF001


async def test_every_process_gets_the_same_key(app: FastAPI) -> None:
    user_id = uuid4()
    cipher = await app.state.vault.create(user_id, now=NOON)
    sealed = cipher.seal("x", table="t", column="c", row_id=user_id)

    other = await another_process(app).cipher_of(user_id)

    assert other.open(sealed, table="t", column="c", row_id=user_id) == "x"


async def test_a_key_is_asked_for_once(app: FastAPI) -> None:
    user_id = uuid4()
    cipher = await app.state.vault.create(user_id, now=NOON)

    assert await app.state.vault.cipher_of(user_id) is cipher


async def test_a_destroyed_key_is_gone_and_noted(app: FastAPI, keys: Database) -> None:
    user_id = uuid4()
    await app.state.vault.create(user_id, now=NOON)

    for _ in range(2):
        await app.state.vault.destroy(user_id, now=NOON)

    for vault in (app.state.vault, another_process(app)):
        with pytest.raises(KeyDestroyed):
            await vault.cipher_of(user_id)
    async with keys.lease() as db:
        noted = text("SELECT count(*) FROM erased_users WHERE user_id = :id")
        assert await db.scalar(noted, {"id": user_id}) == 1


async def test_the_stored_key_is_wrapped(app: FastAPI, keys: Database) -> None:
    user_id = uuid4()
    await app.state.vault.create(user_id, now=NOON)

    async with keys.lease() as db:
        wrapped = await db.scalar(
            text("SELECT wrapped FROM user_keys WHERE user_id = :id"), {"id": user_id}
        )

    assert len(wrapped) == 2 + 12 + 32 + 16
    assert app.state.vault._ring.unwrap(wrapped, user_id) not in wrapped  # noqa: SLF001
