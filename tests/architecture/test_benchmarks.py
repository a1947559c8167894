"""The benchmarks write rows by hand: they have to keep up with the tables."""

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.accounts.auth.acting import turn_of
from benchmarks.history_rows import OWN, insertion
from tests.clock import NOON
from tests.signing_up import a_guest


@pytest.mark.parametrize("table", OWN)
async def test_a_long_history_can_be_made(app: FastAPI, table: str) -> None:
    guest = await a_guest(app)
    asked = {"user_id": guest.user_id, "now": NOON, "n": 5, "days": 5}
    async with turn_of(app.state, guest.user_id) as turn:
        assert turn
        assert (await turn.db.execute(text(insertion(table)), asked)).rowcount == 5
