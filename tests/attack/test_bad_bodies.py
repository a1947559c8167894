"""Every field of every body, broken in turn: a clear problem, and nothing half-written."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from app.core.errors import PROBLEM_JSON
from tests.attack.breaking import CANARY, broken
from tests.clock import FakeClock
from tests.isolation.document import OPERATIONS, Operation
from tests.isolation.inhabitants import Inhabitant, settle_with_everything

WITH_BODIES = [each for each in OPERATIONS.values() if each.body and not each.is_public]


@pytest.fixture(scope="module")
async def user(running_app: FastAPI) -> Inhabitant:
    """Somebody who owns one of everything, so that only what is broken can be wrong."""
    running_app.state.clock = FakeClock()
    return await settle_with_everything(running_app)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("operation", WITH_BODIES, ids=str)
async def test_a_broken_field_is_refused_and_leaves_nothing(
    user: Inhabitant, operation: Operation
) -> None:
    request = await user.request(operation)
    before = await revision_of(user)
    faults = []
    for how, body in broken_bodies(operation, json.loads(request.content)):
        answer = await send(user.signed_in.client, request, body)
        fault = fault_of(answer, how)
        if fault:
            faults.append(fault)

    assert faults == []
    assert await revision_of(user) == before


def broken_bodies(operation: Operation, body: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Give the body with each field broken, each with a JSON pointer and how."""
    for path, schema in operation.body.items():
        for how, value in broken(schema):
            yield f"/{path.replace('.', '/')} {how}", replaced(body, path.split("."), value)


def replaced(body: Mapping[str, Any], path: list[str], value: Any) -> Any:  # noqa: ANN401
    copy = dict(deepcopy(body))
    name, *inner = path
    copy[name] = replaced(copy.get(name) or {}, inner, value) if inner else value
    return copy


async def send(
    client: httpx2.AsyncClient,
    request: httpx2.Request,
    body: Any,  # noqa: ANN401
) -> httpx2.Response:
    content = json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    return await client.request(request.method, request.url, content=content, headers=headers)


def fault_of(answer: httpx2.Response, how: str) -> str | None:
    """Say what is wrong with the answer to something wrong."""
    if not answer.is_client_error:
        return f"{how}: {answer.status_code}"
    if answer.headers["content-type"] != PROBLEM_JSON:
        return f"{how}: no problem"
    if CANARY in answer.text + str(answer.headers):
        return f"{how}: repeats what was sent"
    pointers = [each["pointer"] for each in answer.json().get("errors") or ()]
    if answer.status_code == 422 and not any(
        each.startswith(how.partition(" ")[0]) for each in pointers
    ):
        return f"{how}: blames {pointers}"
    return None


async def revision_of(user: Inhabitant) -> int:
    return int((await user.signed_in.client.get("/v1/me")).json()["revision"])
