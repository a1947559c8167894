"""Nothing that somebody says gets into a log line or an event, whatever they do."""

import logging

import pytest
from fastapi import FastAPI
from structlog.testing import capture_logs

from tests.isolation.conftest import Records
from tests.isolation.document import OPERATIONS
from tests.isolation.inhabitants import settle_with_everything
from tests.isolation.rows import ROWS
from tests.settling import settled

TEST_CLIENT = "httpx2"
LEFT = {"delete_me", "delete_sessions", "log_out"}
"""What would end the visit."""


async def test_no_word_gets_into_logs_or_events(
    app: FastAPI,
    records: Records,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.INFO)
    left: list[str] = []
    with capture_logs() as lines:
        user = await settle_with_everything(app)
        for operation in (OPERATIONS[name] for name in ROWS if name not in LEFT):
            broken = {f"body:{name}": {user.canary: user.canary} for name in operation.body}
            for instead in ({}, broken, {"query:from": user.canary, "query:cursor": user.canary}):
                await user.ask(operation, instead)
            left += [row for place, row in await records.of(user) if place == "outbox"]
        await settled(app, user.id)
    others = [each.getMessage() for each in caplog.records if each.name != TEST_CLIENT]
    logged = "\n".join([*map(str, lines), *others, *capsys.readouterr()])

    assert "/v1/unsent-messages" in logged
    assert "created" in str(left)
    assert user.canary not in logged + str(left)
