"""What an export says of moments to come happens for whoever brings it, too."""

import json

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from tests.clock import FakeClock
from tests.connections.formats.bringing import bring, export_of
from tests.signing_up import a_guest
from tests.waiting import until

BURNED = text("SELECT released_as = 'burned' FROM unsent_messages WHERE user_id = :user_id")
"""Asks the row itself: the API shows a message as burned from the moment on."""


@pytest.mark.parametrize("hours_before", [0, 2])
async def test_a_message_that_is_to_burn_burns_in_the_copy(
    app: FastAPI, clock: FakeClock, hours_before: int
) -> None:
    first, second = await a_guest(app), await a_guest(app)
    message = {"body": "Good night.", "burn_at": "2026-03-10T13:00:00Z"}
    answer = await first.client.post("/v1/unsent-messages", json=message)
    assert answer.status_code == 201, answer.text
    exported = await export_of(first)
    clock.pass_by(hours=hours_before)
    await bring(second.client, json.dumps(exported))
    clock.pass_by(hours=2)

    async def is_burned() -> bool:
        async with app.state.worker_database.lease() as db:
            await db.begin(second.user_id)
            return bool(await db.scalar(BURNED, {"user_id": second.user_id}))

    await until(is_burned)
