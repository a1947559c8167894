"""`ownorbit serve`, as `make run` starts it: up from nothing, down in order, back after a crash."""

import asyncio
import os
import signal
import subprocess
import sys
import time

import httpx2
import pytest
from sqlalchemy import text

from app.core.engines import engine_for
from tests.conftest import url_of
from tests.core.service import ROOT, Service, free_port, postgres_processes, service

GUEST = {"time_zone": "Europe/Berlin", "device": {"platform": "other"}}
ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}


def sign_up(running: Service) -> dict[str, str]:
    answer = httpx2.post(f"{running.url}/v1/auth/guest", json=GUEST)
    assert answer.status_code == 201, answer.text
    return {"authorization": f"Bearer {answer.json()['access_token']}"}


def test_it_says_what_it_did_and_ends_in_order() -> None:
    with service() as running:
        postgres = postgres_processes(running.data_dir)
        code = running.stop()

        assert postgres
        assert code == 0
        assert postgres_processes(running.data_dir) == []
        for part in ("PostgreSQL is up", running.url, "/docs", "mails go to", "is stopped"):
            assert part in running.said()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_killed_service_comes_back_with_all_data(number: int) -> None:
    with service() as running:
        me = sign_up(running)
        created = httpx2.post(f"{running.url}/v1/people", json=ALEX, headers=me)
        running.kill()
        left_over = postgres_processes(running.data_dir)
        running.start()
        read = httpx2.get(f"{running.url}/v1/people/{created.json()['id']}", headers=me)
        running.stop(number)

        assert left_over
        assert "adopted" in running.said()
        assert read.json() == created.json()
        assert postgres_processes(running.data_dir) == []


def test_after_a_kill_of_everything_nothing_is_lost() -> None:
    with service() as running:
        me = sign_up(running)
        created = httpx2.post(f"{running.url}/v1/people", json=ALEX, headers=me)
        running.kill()
        for pid in postgres_processes(running.data_dir):
            os.kill(pid, signal.SIGKILL)
        running.start()
        read = httpx2.get(f"{running.url}/v1/people/{created.json()['id']}", headers=me)

        assert read.json() == created.json()


def test_without_its_keys_a_service_with_users_is_refused() -> None:
    """A folder that was not mounted must not part the users into two worlds."""
    with service() as running:
        me = sign_up(running)
        httpx2.post(f"{running.url}/v1/people", json=ALEX, headers=me)
        running.stop()
        keys = (running.data_dir / "keys").rename(running.data_dir / "elsewhere")

        refused = run_cli("serve", OWNORBIT_DATA_DIR=str(running.data_dir), PORT=str(free_port()))
        left = list(running.data_dir.glob("keys/**/*.key"))
        keys.rename(running.data_dir / "keys")
        running.start()

        assert refused.returncode == 1
        assert "holds no master key" in refused.stderr
        assert left == []
        assert len(httpx2.get(f"{running.url}/v1/people", headers=me).json()["items"]) == 1


def test_a_second_service_on_the_same_data_is_refused() -> None:
    with service() as running:
        second = run_cli("serve", OWNORBIT_DATA_DIR=str(running.data_dir), PORT=str(free_port()))

        assert second.returncode == 1
        assert str(running.process.pid) in second.stderr


def test_keys_are_rotated_with_nobody_signed_out() -> None:
    with service() as running:
        me = sign_up(running)
        before = httpx2.get(f"{running.url}/.well-known/jwks.json").json()["keys"]
        rotated = run_cli("keys", "rotate", OWNORBIT_DATA_DIR=str(running.data_dir))
        later = sign_up(running)
        after = httpx2.get(f"{running.url}/.well-known/jwks.json").json()["keys"]

        assert rotated.returncode == 0, rotated.stderr
        assert len(after) == len(before) + 1
        for headers in (me, later):
            assert httpx2.get(f"{running.url}/v1/people", headers=headers).status_code == 200
        assert me["authorization"].split(".")[0] != later["authorization"].split(".")[0]


def test_a_new_master_key_wraps_everybodys_keys_and_the_old_one_can_go() -> None:
    with service() as running:
        me, place = sign_up(running), {"OWNORBIT_DATA_DIR": str(running.data_dir)}
        created = httpx2.post(f"{running.url}/v1/people", json=ALEX, headers=me)
        alone = run_cli("keys", "status", **place)
        running.stop()
        rotated = run_cli("keys", "rotate", "--master", **place)
        between = run_cli("keys", "status", **place)
        running.start()
        read = httpx2.get(f"{running.url}/v1/people/{created.json()['id']}", headers=me)
        end = time.monotonic() + 60
        while "can go" not in (done := run_cli("keys", "status", **place)).stdout:
            assert time.monotonic() < end, done

        assert "one master key" in alone.stdout
        assert "Master key 2" in rotated.stdout
        assert "still needed" in between.stdout
        assert str(running.data_dir / "keys/ring/1.key") in done.stdout
        assert read.json() == created.json()


def test_without_a_master_key_none_is_made_by_a_rotation() -> None:
    for command in (("rotate", "--master"), ("status",)):
        refused = run_cli("keys", *command, OWNORBIT_DATA_DIR="/nowhere/at/all")

        assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)


def test_a_server_of_the_operators_is_used_instead() -> None:
    """One log-in that may create roles and databases is enough; nothing else is started."""
    urls = {
        "OWNORBIT_DATABASE_URL": driverless(url_of("operators", "postgres")),
        "OWNORBIT_KEYS_DATABASE_URL": driverless(url_of("operators_keys", "postgres")),
    }
    with service(**urls) as running:
        me = sign_up(running)
        created = httpx2.post(f"{running.url}/v1/people", json=ALEX, headers=me)

        assert created.status_code == 201
        assert postgres_processes(running.data_dir) == []
        assert not (running.data_dir / "postgres").exists()


def test_a_log_in_that_may_create_roles_and_databases_is_enough() -> None:
    asyncio.run(
        as_superuser("CREATE ROLE operator LOGIN CREATEROLE CREATEDB", "CREATE DATABASE operator")
    )
    urls = {
        "OWNORBIT_DATABASE_URL": driverless(url_of("modest", "operator")),
        "OWNORBIT_KEYS_DATABASE_URL": driverless(url_of("modest_keys", "operator")),
    }
    for name in ("ownorbit_owner", "ownorbit_app", "ownorbit_worker"):
        asyncio.run(as_superuser(f"GRANT {name} TO operator WITH ADMIN OPTION, SET FALSE"))

    with service(**urls) as running:
        assert sign_up(running)


def test_without_migrating_it_serves_only_what_is_migrated() -> None:
    asyncio.run(
        as_superuser(
            "CREATE ROLE serving LOGIN IN ROLE ownorbit_app, ownorbit_worker",
            *(f"CREATE DATABASE {each} OWNER ownorbit_owner" for each in ("calm", "calm_keys")),
        )
    )
    urls = {
        "OWNORBIT_DATABASE_URL": driverless(url_of("calm", "serving")),
        "OWNORBIT_KEYS_DATABASE_URL": driverless(url_of("calm_keys", "serving")),
    }
    owning = {"OWNORBIT_OWNER_DATABASE_URL": driverless(url_of("calm", "ownorbit_owner"))}

    refused = run_cli("serve", "--no-migrate", **urls)
    assert (refused.returncode, refused.stderr) == (
        1,
        "ownorbit: the database is not of this version: run `ownorbit migrate` first\n",
    )

    assert run_cli("migrate", **urls, **owning).returncode == 0
    with service("--no-migrate", **urls) as running:
        assert sign_up(running)


def test_a_role_that_the_policies_do_not_hold_is_refused() -> None:
    both = driverless(url_of("mighty", "postgres"))
    asyncio.run(as_superuser("CREATE DATABASE mighty", "CREATE DATABASE mighty_keys"))

    answer = run_cli(
        "serve",
        OWNORBIT_DATABASE_URL=both,
        OWNORBIT_OWNER_DATABASE_URL=both,
        OWNORBIT_KEYS_DATABASE_URL=driverless(url_of("mighty_keys", "postgres")),
    )

    assert answer.returncode == 1
    assert "must not be a superuser" in answer.stderr


def test_a_server_that_is_away_is_told_plainly() -> None:
    answer = run_cli("serve", OWNORBIT_DATABASE_URL="postgresql://x@127.0.0.1:1/x")

    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert answer.stderr.startswith("ownorbit: ")


async def as_superuser(*statements: str) -> None:
    engine = engine_for(url_of("postgres", "postgres"), pool_size=1)
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


def test_a_clock_in_public_is_refused() -> None:
    answer = run_cli("serve", OWNORBIT_HOST="0.0.0.0", OWNORBIT_CLOCK_FILE="clock")  # noqa: S104

    assert answer.returncode != 0
    assert "OWNORBIT_CLOCK_FILE works only while OWNORBIT_HOST is a loopback" in answer.stderr


def driverless(url: str) -> str:
    return url.replace("postgresql+asyncpg", "postgresql")


def run_cli(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
