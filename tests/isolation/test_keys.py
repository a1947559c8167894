"""Every operation that takes an Idempotency-Key answers twice to the byte, and acts once."""

import pytest
from fastapi import FastAPI

from tests.core.idempotency.keyed import HEADER, is_replay, told
from tests.isolation.conftest import Records, Town
from tests.isolation.document import SECURED, Operation
from tests.isolation.inhabitants import settle
from tests.isolation.rows import ROWS

TAKING_KEYS = [
    operation
    for operation in SECURED
    if HEADER in operation.named("header") and ROWS[operation.name].answers is None
]


@pytest.mark.parametrize("operation", TAKING_KEYS, ids=str)
async def test_a_request_under_a_key_is_done_once(
    operation: Operation, app: FastAPI, records: Records
) -> None:
    user = await settle(app)
    request = await user.request(operation, idempotency_key="one")
    first = await user.signed_in.client.send(request)
    assert first.is_success, first.text

    async with records.untouched(user):
        again = await user.signed_in.client.send(request)

    assert (is_replay(first), is_replay(again)) == (False, True)
    assert told(again) == told(first)


@pytest.mark.parametrize("operation", TAKING_KEYS, ids=str)
async def test_anothers_key_is_as_good_as_a_new_one(
    operation: Operation, app: FastAPI, town: Town
) -> None:
    user = await settle(app)
    await town.other.ask(operation, idempotency_key="shared")

    answer = await user.ask(operation, idempotency_key="shared")

    assert answer.is_success, answer.text
    assert not is_replay(answer)
