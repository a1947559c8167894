"""Every request example of the OpenAPI document works as it stands there.

A fresh guest sends them in the order of the document. Ids are the only thing that is filled in,
by what the examples themselves have made: `{person_id}` in a path, and `person_id` or
`person_ids` in a body, become a record of `POST /v1/people`, made by its first example if none
is there (any more). Other parameters that are required are given their own examples. A
`refresh_token` or `recovery_code` becomes the guest's. When an example has ended the session,
the next one is sent by a new guest. So a new feature needs nothing here.
"""

from datetime import UTC, datetime

import pytest
from fastapi import FastAPI

from app.core.openapi import operations
from tests.clock import FakeClock
from tests.journeys.examples import Visitor
from tests.journeys.promises import Promises
from tests.signing_up import a_guest

AFTER_ALL_EXAMPLES = datetime(2026, 12, 1, 12, tzinfo=UTC)
ELSEWHERE = {
    "alert_supporters": "They have to agree first: tests/companion/urges/test_alerts.py.",
    "answer_supporter_request": "Its token comes by mail: tests/companion/supporters.",
    "ask_supporter_again": "A day has to go by: tests/companion/supporters.",
    "delete_connected_app": "Some app has to be allowed something first: tests/accounts/grants.",
    "get_connected_app": "Some app has to be allowed something first: tests/accounts/grants.",
    "exchange_for_tokens": "Its code comes by a browser: tests/connections/oauth.",
    "get_notification": "It has to be told first: tests/connections/notifications.",
    "introspect_token": "Its app has to be registered: tests/connections/oauth.",
    "read_notification": "It has to be told first: tests/connections/notifications.",
    "redeliver_webhook": "Something has to be delivered first: tests/connections/webhooks.",
    "revoke_token": "Its app has to be registered: tests/connections/oauth.",
    "reset_password": "Its token comes by mail: tests/accounts/test_passwords.py.",
    "confirm_email": "Its token comes by mail: tests/accounts/test_emails.py.",
}
"""Operations whose examples can't work by themselves: why, and where they are tested."""
FIRST = {
    "change_password": ("put", "/v1/me/email"),
    "create_supporter": ("patch", "/v1/me"),
    "get_milestone": ("post", "/v1/streaks"),
}
"""What the guest has to do before."""


@pytest.fixture
async def visitor(app: FastAPI, clock: FakeClock) -> Visitor:
    clock.now = AFTER_ALL_EXAMPLES
    return Visitor(app, app.openapi(), await a_guest(app))


async def test_every_example_is_answered_with_success(visitor: Visitor) -> None:
    """And as the document says that it would be."""
    refused, unlike = [], []
    promises = Promises(visitor.document)
    for path, item in visitor.document["paths"].items():
        for method, operation in operations({"paths": {path: item}}):
            name = operation["operationId"]
            if name in ELSEWHERE:
                continue
            if name in FIRST:
                await visitor.send_all(*FIRST[name])
            answers = await visitor.send_all(method, path)
            refused += [(name, answer.text) for answer in answers if not answer.is_success]
            unlike += [(name, promises.broken_by(operation, answer)) for answer in answers]

    assert refused == []
    assert [each for each in unlike if each[1]] == []


def test_what_is_tested_elsewhere_exists(visitor: Visitor) -> None:
    names = {operation["operationId"] for _, operation in operations(visitor.document)}

    assert names >= ELSEWHERE.keys() | FIRST.keys()
