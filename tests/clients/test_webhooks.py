"""The official library for JavaScript verifies what a real service sends to this machine."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import httpx2
import pytest

from tests.clients import node
from tests.core.service import Service, service

DEVICE = {"name": "phone", "platform": "ios"}
PATH = "/v1/webhook-endpoints"


@pytest.fixture(scope="module")
def sending() -> Iterator[Service]:
    """Give a service that may call this machine, by the true time: the library compares it."""
    with service(OWNORBIT_OUTBOUND_LOOPBACK="true") as started:
        yield started


@contextmanager
def receiver() -> Iterator[tuple[IO[str], IO[str]]]:
    """Give its input and its output."""
    process = subprocess.Popen(
        ["node", "webhooks/receiver.js"],  # noqa: S607
        cwd=node.HERE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield process.stdin, process.stdout
    finally:
        process.kill()
        process.communicate()


@pytest.mark.usefixtures("packages")
def test_a_test_and_an_event_arrive_verified_before_and_after_a_rotation(sending: Service) -> None:
    with receiver() as (told, said), httpx2.Client(base_url=sending.url) as me:
        port = int(said.readline())
        body = {"time_zone": "Europe/Berlin", "device": DEVICE}
        guest = me.post("/v1/auth/guest", json=body).json()
        me.headers["authorization"] = f"Bearer {guest['access_token']}"
        wanted = {"url": f"http://127.0.0.1:{port}/", "event_types": ["mood.created"]}
        endpoint = me.post(PATH, json=wanted).json()
        print(endpoint["secret"], file=told, flush=True)

        delivery = me.post(f"{PATH}/{endpoint['id']}/test").json()
        first = json.loads(said.readline())
        me.post(f"{PATH}/{endpoint['id']}/secrets").raise_for_status()
        mood = {"kind": "dailyMood", "valence": 0.5, "labels": ["calm"]}
        made = me.post("/v1/moods", json=mood).json()
        second = json.loads(said.readline())

    assert first["id"] == delivery["id"]
    assert first["event"]["type"] == "webhook.test"
    assert first["isForgerySeen"]
    assert second["event"]["type"] == "mood.created"
    assert second["event"]["data"] == {"id": made["id"]}
