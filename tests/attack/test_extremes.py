"""Values at the edge of what fits: taken or refused, but neither they nor what follows fails."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI

from tests.attack.breaking import alternatives
from tests.attack.test_bad_bodies import WITH_BODIES, replaced, send
from tests.clock import FakeClock
from tests.isolation.document import OPERATIONS, Operation, Schema
from tests.isolation.inhabitants import Inhabitant, settle_with_everything
from tests.isolation.rows import ROWS

EDGES = {
    "date": ["0001-01-01", "1900-01-01", "2199-12-31", "9999-12-31"],
    "date-time": [
        "1900-01-01T00:00:00Z",
        "1900-01-02T00:00:00+23:59",
        "2026-03-10T12:00:00-23:59",
        "2199-12-31T23:59:59.999Z",
    ],
    "time": ["00:00", "23:59"],
}
ZONES = ["Pacific/Kiritimati", "Etc/GMT+12", "Africa/Monrovia", "America/Scoresbysund"]
NUMBERS: dict[str, list[float]] = {
    "integer": [2**31 - 1, 2**31, 2**63],
    "number": [5e-324, -0.0, 1.7e308],
}
ODD = "\u202e🏳️‍🌈\ufeff"
LEFT_ALONE = {"change_email", "change_password"}
"""What would lock the user out."""

AFTERWARDS = [
    operation
    for operation in OPERATIONS.values()
    if operation.name in ROWS and (operation.method == "get" or operation.takes_own_id)
]
"""Reads, and creates that look at what is there."""


@pytest.fixture(scope="module")
async def user(running_app: FastAPI) -> Inhabitant:
    running_app.state.clock = FakeClock()
    return await settle_with_everything(running_app)


@pytest.mark.usefixtures("app")
async def test_nothing_fails_at_the_edges(user: Inhabitant) -> None:
    faults = [
        fault
        for operation in WITH_BODIES
        if operation.name not in LEFT_ALONE
        for fault in await faults_of(user, operation)
    ]
    for operation in AFTERWARDS:
        answer = await user.ask(operation)
        if answer.is_server_error:
            faults.append(f"{operation} afterwards: {answer.status_code}")

    assert faults == []


async def faults_of(user: Inhabitant, operation: Operation) -> list[str]:
    request, faults = await user.request(operation), []
    for how, body in extreme_bodies(operation, json.loads(request.content)):
        answer = await send(user.signed_in.client, request, body)
        if answer.is_server_error:
            faults.append(f"{operation} {how}: {answer.status_code}")
    return faults


def extreme_bodies(operation: Operation, body: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    for path, schema in operation.body.items():
        for value in extremes(path, schema):
            told = str(value)[:40]
            yield f"{path} {told}", replaced(body, path.split("."), value)


def extremes(path: str, schema: Schema) -> Iterator[Any]:
    if path.endswith("time_zone"):
        yield from ZONES
        return
    for each in alternatives(schema):
        yield from _extremes(each)


def _extremes(schema: Schema) -> Iterator[Any]:
    kind = schema.get("type")
    if kind in {"integer", "number"}:
        yield from (schema[name] for name in ("minimum", "maximum") if name in schema)
        yield from NUMBERS[kind]
    elif kind == "string":
        yield from _extreme_texts(schema)
    elif kind == "array":
        for each in alternatives(schema["items"]):
            yield from ([value] for value in _extremes(each))


def _extreme_texts(schema: Schema) -> Iterator[str]:
    if "format" in schema:
        yield from EDGES.get(schema["format"], ())
    elif "maxLength" in schema:
        yield (ODD * schema["maxLength"])[: schema["maxLength"]]
