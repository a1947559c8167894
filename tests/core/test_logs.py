"""Logs are JSON lines of harmless fields: ids of requests, templates of routes, places in code."""

import io
import json
from typing import Any
from uuid import uuid4

import pytest
import structlog
from httpx2 import AsyncClient

from app.core import logs

CANARY = "canary-in-the-coal-mine"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Let the log be written here, as in production but for its target."""
    written = io.StringIO()
    monkeypatch.setattr("app.core.edge.log", fresh_logger(written))
    return written


def fresh_logger(target: io.StringIO) -> Any:  # noqa: ANN401
    return structlog.wrap_logger(structlog.WriteLogger(target), processors=logs.PROCESSORS)


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


async def test_a_request_is_one_line_without_content(me: AsyncClient, written: io.StringIO) -> None:
    body = {"nickname": CANARY, "relation": "friend", "phase": "apart"}

    answer = await me.post("/v1/people?token=" + CANARY, json=body, headers={"cookie": CANARY})

    (line,) = lines(written)
    assert (
        line.items()
        >= {
            "event": "request",
            "level": "info",
            "method": "POST",
            "route": "/v1/people",
            "status": 201,
            "request_id": answer.headers["x-request-id"],
        }.items()
    )
    assert line["duration_ms"] > 0
    assert len(line["user"]) == 12
    assert CANARY not in written.getvalue()


async def test_ids_in_paths_are_not_logged(me: AsyncClient, written: io.StringIO) -> None:
    person_id = uuid4()

    await me.get(f"/v1/people/{person_id}")

    assert lines(written)[0]["route"] == "/v1/people/{person_id}"
    assert str(person_id) not in written.getvalue()


def test_a_field_that_nobody_listed_is_dropped() -> None:
    fields = logs.only_allowed(None, "info", {"event": "x", "status": 1, "nickname": CANARY})

    assert fields == {"event": "x", "status": 1}


def test_a_failure_is_told_by_places_only() -> None:
    def fail() -> None:
        raise ValueError(CANARY)

    try:
        fail()
    except ValueError as error:
        places = logs.where(error)

    assert places[-1].endswith(" fail")
    assert CANARY not in str(places)
