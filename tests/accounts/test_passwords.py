"""Forgotten, reset and changed passwords."""

import httpx2
import pytest
from fastapi import FastAPI

from tests.accounts.statements import sent
from tests.clock import FakeClock
from tests.mailbox import Mailbox, settled
from tests.signing_up import (
    PASSWORD,
    SignedIn,
    a_guest,
    an_account,
    an_address,
    carry,
    client_from,
    is_signed_in,
    log_in,
)

NEW = "another lantern entirely"


async def forget(app: FastAPI, address: str) -> httpx2.Response:
    async with client_from(app) as client:
        return await client.post("/v1/auth/password/forgotten", json={"email": address})


async def reset(app: FastAPI, token: str, password: str = NEW) -> httpx2.Response:
    async with client_from(app) as client:
        body = {"token": token, "password": password}
        return await client.post("/v1/auth/password/reset", json=body)


async def change(user: SignedIn, current: str, new: str = NEW) -> httpx2.Response:
    body = {"current_password": current, "new_password": new}
    return await user.client.put("/v1/me/password", json=body)


async def test_a_mailed_token_sets_a_new_password_and_ends_every_session(
    app: FastAPI, mailbox: Mailbox
) -> None:
    address = an_address()
    user = await an_account(app, address)
    assert (await forget(app, address)).status_code == 202
    token = await mailbox.token(address, "set a new password")

    assert (await reset(app, token)).status_code == 204
    assert not await is_signed_in(user)
    assert (await log_in(app, address)).status_code == 401
    assert (await log_in(app, address, NEW)).status_code == 200
    assert await mailbox.newest(address, "your password was changed")


async def test_a_token_is_used_once(app: FastAPI, mailbox: Mailbox) -> None:
    address = an_address()
    await an_account(app, address)
    await forget(app, address)
    token = await mailbox.token(address, "set a new password")
    await reset(app, token)

    answer = await reset(app, token, PASSWORD)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/mailed-token-refused"
    assert answer.json()["errors"][0]["pointer"] == "/token"


async def test_a_token_dies_after_half_an_hour(
    app: FastAPI, mailbox: Mailbox, clock: FakeClock
) -> None:
    address = an_address()
    await an_account(app, address)
    await forget(app, address)
    token = await mailbox.token(address, "set a new password")
    clock.pass_by(minutes=30)

    assert (await reset(app, token)).status_code == 422


async def test_a_new_token_replaces_the_one_before(app: FastAPI, mailbox: Mailbox) -> None:
    address = an_address()
    await an_account(app, address)
    tokens = []
    for number in (1, 2):
        await forget(app, address)
        tokens.append(await mailbox.token(address, "set a new password", count=number))

    assert (await reset(app, tokens[0])).status_code == 422
    assert (await reset(app, tokens[1])).status_code == 204


async def test_a_token_dies_with_the_address_it_was_mailed_to(
    app: FastAPI, mailbox: Mailbox
) -> None:
    address = an_address()
    user = await an_account(app, address)
    await forget(app, address)
    token = await mailbox.token(address, "set a new password")
    body = {"email": an_address(), "password": PASSWORD}
    assert (await user.client.put("/v1/me/email", json=body)).status_code == 200

    assert (await reset(app, token)).status_code == 422


async def test_tokens_of_another_kind_or_user_do_nothing(
    app: FastAPI, confirmed_by_mail: Mailbox
) -> None:
    address = an_address()
    user = await an_account(app, address)
    verifies = await confirmed_by_mail.token(address, "confirm")

    for token in (
        verifies,
        verifies.replace("verify", "reset"),
        user.refresh_token,
        "",
        "oo_reset_",
    ):
        assert (await reset(app, token)).status_code == 422, token


async def test_asking_for_an_unknown_address_looks_the_same_and_mails_nobody(
    app: FastAPI, mailbox: Mailbox
) -> None:
    known, unknown = an_address(), an_address()
    user = await an_account(app, known)

    seen = []
    for address in (known, unknown):
        with sent(app) as statements:
            answer = await forget(app, address)
        seen.append((statements, answer.status_code, answer.text))
    assert seen[0] == seen[1]

    await settled(app, user.user_id)
    assert mailbox.to(known)
    assert not mailbox.to(unknown)


async def test_who_knows_the_password_changes_it_and_stays_alone(
    app: FastAPI, mailbox: Mailbox
) -> None:
    address = an_address()
    user = await an_account(app, address)
    other = carry(app, client_from(app), await log_in(app, address))

    assert (await change(user, PASSWORD)).status_code == 204
    assert await is_signed_in(user)
    assert not await is_signed_in(other)
    assert (await log_in(app, address)).status_code == 401
    assert (await log_in(app, address, NEW)).status_code == 200
    assert await mailbox.newest(address, "your password was changed")


async def test_a_wrong_password_changes_nothing(app: FastAPI) -> None:
    address = an_address()
    user = await an_account(app, address)
    answer = await change(user, "not the password")

    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/wrong-password"
    assert (await log_in(app, address)).status_code == 200


async def test_a_guest_has_no_password_to_change(app: FastAPI) -> None:
    assert (await change(await a_guest(app), PASSWORD)).status_code == 403


@pytest.mark.parametrize("new", ["short12", "password1"])
async def test_a_weak_new_password_is_refused_where_it_stands(app: FastAPI, new: str) -> None:
    answer = await change(await a_guest(app), PASSWORD, new)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/new_password"


async def test_the_address_is_no_new_password(app: FastAPI, mailbox: Mailbox) -> None:
    address = an_address()
    user = await an_account(app, address)
    assert (await change(user, PASSWORD, address)).status_code == 422

    await forget(app, address)
    token = await mailbox.token(address, "set a new password")
    assert (await reset(app, token, address)).status_code == 422
    assert (await reset(app, token)).status_code == 204
