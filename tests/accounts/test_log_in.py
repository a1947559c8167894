"""Signing in by address and password."""

import asyncio
import threading
from datetime import timedelta

import argon2
import httpx2
import pytest
from fastapi import FastAPI

from app.accounts.users import profiles
from app.security import passwords
from tests.accounts.statements import sent, verifications
from tests.mailbox import Mailbox
from tests.signing_up import (
    PASSWORD,
    SignedIn,
    an_account,
    an_address,
    carry,
    client_from,
    is_signed_in,
    log_in,
)

WEAKER = argon2.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)


async def test_a_log_in_opens_a_second_session(app: FastAPI) -> None:
    address = an_address()
    user = await an_account(app, address)
    answer = await log_in(app, address)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "recovery_code" not in answer.json()
    other = carry(app, client_from(app), answer)
    assert other.user["id"] == user.user["id"]
    assert other.session_id != user.session_id
    assert await is_signed_in(user)
    assert await is_signed_in(other)


async def test_nobody_can_tell_a_wrong_password_from_an_unknown_address(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, unknown = an_address(), an_address()
    await an_account(app, known)

    seen = []
    for address in (known, unknown):
        with sent(app) as statements, verifications(monkeypatch) as compared:
            answer = await log_in(app, address, "not the password")
        seen.append((statements, len(compared), parameters(compared[0]), without_ids(answer)))

    assert seen[0] == seen[1]
    assert seen[0][1] == 1
    assert seen[0][3][0] == 401


def parameters(stored: str) -> argon2.Parameters:
    return argon2.extract_parameters(stored)


def without_ids(answer: httpx2.Response) -> tuple[int, dict[str, object], dict[str, str]]:
    ids = {"request_id", "x-request-id"}
    body = {name: value for name, value in answer.json().items() if name not in ids}
    headers = {name: value for name, value in answer.headers.items() if name not in ids}
    return answer.status_code, body, headers


async def test_no_connection_is_held_while_a_password_is_hashed(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = an_address()
    await an_account(app, address)
    held: list[int] = []
    verify = argon2.PasswordHasher.verify

    def look(self: argon2.PasswordHasher, stored: str, password: str) -> bool:
        held.append(app.state.database.engine.pool.checkedout())
        return bool(verify(self, stored, password))

    monkeypatch.setattr(argon2.PasswordHasher, "verify", look)
    assert (await log_in(app, address)).status_code == 200
    assert held == [0]


async def test_a_password_replaced_while_it_is_verified_opens_nothing(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = an_address()
    user = await an_account(app, address)
    verified, go_on = threading.Event(), threading.Event()
    verify = argon2.PasswordHasher.verify

    def pause(self: argon2.PasswordHasher, stored: str, password: str) -> bool:
        is_right = bool(verify(self, stored, password))
        verified.set()
        assert go_on.wait(10)
        return is_right

    monkeypatch.setattr(argon2.PasswordHasher, "verify", pause)
    entering = asyncio.create_task(log_in(app, address))
    assert await asyncio.to_thread(verified.wait, 10)
    await store(app, user, WEAKER.hash("another lantern"))
    go_on.set()

    assert (await entering).status_code == 401


async def test_a_hash_of_older_strength_is_renewed_by_the_next_log_in(app: FastAPI) -> None:
    address = an_address()
    user = await an_account(app, address)
    await store(app, user, WEAKER.hash(PASSWORD))

    for _ in range(2):
        assert (await log_in(app, address)).status_code == 200
    assert not passwords.needs_rehash(await stored(app, user))


async def store(app: FastAPI, user: SignedIn, password_hash: str) -> None:
    cipher = await app.state.vault.cipher_of(user.user_id)
    async with app.state.database.lease() as db:
        await db.begin(user.user_id)
        await profiles.change(db, cipher, user.user_id, {"password_hash": password_hash})


async def stored(app: FastAPI, user: SignedIn) -> str:
    cipher = await app.state.vault.cipher_of(user.user_id)
    async with app.state.database.lease() as db:
        await db.begin(user.user_id)
        return str((await profiles.load(db, cipher, user.user_id))["password_hash"])


async def test_who_comes_when_too_many_hash_is_told_when_to_come_back(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    verify = argon2.PasswordHasher.verify

    def pause(self: argon2.PasswordHasher, stored: str, password: str) -> bool:
        assert go_on.wait(10)
        return bool(verify(self, stored, password))

    monkeypatch.setattr(argon2.PasswordHasher, "verify", pause)
    entering = [
        asyncio.create_task(log_in(app, an_address())) for _ in range(passwords.MOST_WAITING + 2)
    ]
    done, waiting = await asyncio.wait(entering, return_when=asyncio.FIRST_COMPLETED)
    go_on.set()

    (refused,) = [task.result() for task in done]
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert {answer.status_code for answer in await asyncio.gather(*waiting)} == {401}


async def test_the_owner_is_told_of_a_new_sign_in(app: FastAPI, mailbox: Mailbox) -> None:
    address = an_address()
    await an_account(app, address, time_zone="Asia/Tokyo")
    app.state.clock.now += timedelta(hours=1)
    await log_in(app, address)

    mail = await mailbox.newest(address, "new sign-in")
    assert mail.subject == "Own Orbit: new sign-in"
    assert "a web browser, 10 March 2026, 22:00 (Asia/Tokyo)" in mail.text
    assert "laptop" not in mail.text


async def test_an_unfitting_password_says_nothing_of_the_rules(app: FastAPI) -> None:
    address = an_address()
    await an_account(app, address)

    assert (await log_in(app, address, "x")).status_code == 401
    assert (await log_in(app, address, "password1")).status_code == 401
