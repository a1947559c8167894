"""Guessing fails, and does not keep owners out."""

from ipaddress import IPv4Address

import pytest
from fastapi import FastAPI

from app.accounts.auth.allowances import network
from tests.clock import FakeClock
from tests.signing_up import (
    DEVICE,
    PASSWORD,
    a_guest,
    an_account,
    an_address,
    client_from,
    is_signed_in,
    log_in,
)

GUESSES = 480
SOURCES = 500


async def test_of_a_day_of_guesses_from_everywhere_few_are_looked_at(
    app: FastAPI, clock: FakeClock
) -> None:
    address = an_address()
    owner = await an_account(app, address)
    looked_at = 0
    for number in range(GUESSES):
        clock.pass_by(seconds=86_400 / GUESSES)
        source = str(IPv4Address("198.18.0.0") + number % SOURCES)
        answer = await log_in(app, address, f"guess {number}", source)
        looked_at += answer.status_code == 401
        assert answer.status_code in {401, 429}
        if number % 40 == 0:
            assert (await owner.client.get("/v1/me")).status_code == 200

    assert 48 <= looked_at <= 100
    await owner.renew()
    assert await is_signed_in(owner)


async def test_the_owner_gets_in_by_recovery_code_while_guesses_go_on(app: FastAPI) -> None:
    address = an_address()
    owner = await an_account(app, address)
    answers = [await log_in(app, address, f"guess {number}") for number in range(12)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429] * 2
    assert (await log_in(app, address)).status_code == 429

    body = {"recovery_code": owner.recovery_code, "device": DEVICE}
    assert (await owner.client.post("/v1/auth/recover", json=body)).status_code == 200


async def test_an_unknown_address_is_limited_just_the_same(app: FastAPI) -> None:
    address = an_address()
    answers = [await log_in(app, address, f"guess {number}") for number in range(11)]

    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert int(answers[-1].headers["retry-after"]) == 90
    assert answers[-1].headers["ratelimit-policy"] == '"log-ins-account";q=10;w=900'


async def test_spellings_of_one_address_share_their_limit(app: FastAPI) -> None:
    address = an_address()
    for number in range(10):
        await log_in(app, address.upper() if number % 2 else address, "guess")

    assert (await log_in(app, address.title(), "guess")).status_code == 429


async def test_one_source_cannot_try_many_accounts(app: FastAPI) -> None:
    answers = [await log_in(app, an_address(), address="203.0.113.9") for _ in range(51)]

    assert [answer.status_code for answer in answers] == [401] * 50 + [429]
    assert (await log_in(app, an_address(), address="203.0.113.10")).status_code == 401


async def test_a_stolen_phone_cannot_guess_the_password(app: FastAPI) -> None:
    owner = await an_account(app, an_address())
    body = {"current_password": "guess", "new_password": "another lantern"}
    answers = [await owner.client.put("/v1/me/password", json=body) for _ in range(5)]
    other = {"email": an_address(), "password": "another lantern"}
    answers += [await owner.client.put("/v1/me/email", json=other) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {403}

    right = {"current_password": PASSWORD, "new_password": "another lantern"}
    assert (await owner.client.put("/v1/me/password", json=right)).status_code == 429
    assert (await owner.client.get("/v1/me")).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "attempts"),
    [
        ("guest", {"time_zone": "UTC", "device": DEVICE}, 30),
        ("recover", {"recovery_code": "guess", "device": DEVICE}, 20),
        ("password/reset", {"token": "guess", "password": "another lantern"}, 30),
        ("email/verification", {"token": "guess"}, 30),
        ("password/forgotten", {"email": None}, 20),
    ],
)
async def test_every_way_in_is_limited_by_source(
    app: FastAPI, path: str, body: dict[str, object], attempts: int
) -> None:
    async with client_from(app) as client:
        statuses = []
        for _ in range(attempts + 1):
            fresh = {name: value or an_address() for name, value in body.items()}
            statuses.append((await client.post(f"/v1/auth/{path}", json=fresh)).status_code)

    assert 429 not in statuses[:-1]
    assert statuses[-1] == 429


async def test_a_mailbox_is_not_flooded(app: FastAPI) -> None:
    address = an_address()
    statuses = []
    for _ in range(4):
        async with client_from(app) as client:
            answer = await client.post("/v1/auth/password/forgotten", json={"email": address})
            statuses.append(answer.status_code)

    assert statuses == [202, 202, 202, 429]


async def test_guests_of_different_sources_do_not_count_for_each_other(app: FastAPI) -> None:
    for _ in range(40):
        await a_guest(app)


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        (None, "", True),
        ("/run/socket", "192.0.2.1", False),
    ],
)
def test_an_ipv6_customer_is_one_source(one: str | None, other: str, *, are_one: bool) -> None:
    assert (network(one) == network(other)) is are_one
