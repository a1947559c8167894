"""API and worker as two processes, and what each says of the other."""

import signal
import subprocess
import time
from collections.abc import Callable
from datetime import timedelta

import httpx2
import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from app.core import heartbeats
from tests.clock import NOON, FakeClock
from tests.conftest import url_of
from tests.core.service import Service, service
from tests.signing_up import PASSWORD

ACCOUNT = {"email": "jo@example.com", "password": PASSWORD, "device": {"platform": "web"}}
PATIENCE_S = 60


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def worker_seen_from(running: Service) -> str:
    return str(httpx2.get(f"{running.url}/health/ready").json()["worker"])


def mails_of(running: Service) -> int:
    return len(list((running.data_dir / "mail").glob("*.eml")))


def end(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=30)


def test_an_api_alone_leaves_its_mails_to_a_worker_alone() -> None:
    urls = {
        f"OWNORBIT_{name}_URL": url_of(database, "postgres").replace("+asyncpg", "")
        for name, database in (("DATABASE", "apart"), ("KEYS_DATABASE", "apart_keys"))
    }
    with service("--no-worker", **urls) as running:
        account = ACCOUNT | {"time_zone": "Europe/Berlin"}
        assert httpx2.post(f"{running.url}/v1/auth/register", json=account).status_code == 201
        assert httpx2.post(f"{running.url}/v1/auth/login", json=ACCOUNT).status_code == 200
        time.sleep(1)
        before = worker_seen_from(running), mails_of(running)

        working = running.begin("worker")
        until(lambda: mails_of(running))
        until(lambda: worker_seen_from(running) == "alive")

        assert before == ("never", 0)
        assert mails_of(running) == 1
        assert httpx2.get(f"{running.url}/v1/people").status_code == 401
        assert end(working) == 0


def test_a_worker_waits_for_no_migration() -> None:
    urls = {
        f"OWNORBIT_{name}_URL": url_of("postgres", "postgres").replace("+asyncpg", "")
        for name in ("DATABASE", "KEYS_DATABASE")
    }
    with service() as running:
        running.environment |= urls
        working = running.begin("worker")

        assert working.wait(timeout=30) == 1
        assert "run `ownorbit migrate` first" in running.said()


@pytest.mark.parametrize(
    ("ago", "pulse"),
    [(None, "never"), (0, "alive"), (60, "alive"), (61, "late"), (5_000_000, "late")],
)
def test_a_worker_is_late_after_a_minute(ago: int | None, pulse: str) -> None:
    seen_at = None if ago is None else NOON - timedelta(seconds=ago)

    assert heartbeats.pulse(seen_at, now=NOON) == pulse


async def test_ready_says_when_a_worker_was_last_there(
    app: FastAPI, http: AsyncClient, clock: FakeClock
) -> None:
    await heartbeats.beat(app.state.worker_database, now=clock.now)
    alive = (await http.get("/health/ready")).json()
    clock.pass_by(minutes=2)
    late = await http.get("/health/ready")

    assert alive == {"status": "ready", "worker": "alive", "worker_seen_at": "2026-03-10T12:00:00Z"}
    assert (late.status_code, late.json()["worker"]) == (200, "late")
