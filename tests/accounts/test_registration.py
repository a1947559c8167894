"""Accounts with an e-mail and a password."""

import httpx2
import pytest
from fastapi import FastAPI

from tests.mailbox import Mailbox, settled
from tests.signing_up import (
    DEVICE,
    PASSWORD,
    an_account,
    an_address,
    client_from,
    is_signed_in,
    log_in,
)

BODY = {"password": PASSWORD, "time_zone": "Europe/Berlin", "device": DEVICE}


async def register(app: FastAPI, **changes: object) -> httpx2.Response:
    async with client_from(app) as client:
        return await client.post("/v1/auth/register", json=BODY | changes)


async def test_without_a_mail_server_an_address_counts_at_once(app: FastAPI) -> None:
    address = an_address()
    answer = await register(app, email=address, display_name="Jo", locale="de")

    user = answer.json()["user"]
    assert answer.status_code == 201
    assert (user["email"], user["email_pending"], user["email_verified"]) == (address, None, True)
    assert user["display_name"] == "Jo"
    assert answer.json()["recovery_code"]
    assert (await log_in(app, address)).status_code == 200


async def test_without_a_mail_server_a_taken_address_is_a_conflict(app: FastAPI) -> None:
    address = an_address()
    await an_account(app, address)

    for spelling in (address, address.upper(), f" {address} "):
        answer = await register(app, email=spelling)
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/email-taken"


async def test_one_mailbox_has_one_account_however_it_is_spelled(app: FastAPI) -> None:
    local = an_address().partition("@")[0]
    await an_account(app, f"{local}.zoë@bücher.example.com")

    for spelling in (
        f"{local}.ZOË@BÜCHER.example.com",
        f"{local}.zoe\u0308@bücher.example.com",
        f"{local}.zoë@xn--bcher-kva.example.com",
    ):
        assert (await register(app, email=spelling)).status_code == 409, spelling
        assert (await log_in(app, spelling)).status_code == 200, spelling


async def test_an_address_opens_the_account_only_once_it_is_confirmed(
    app: FastAPI, confirmed_by_mail: Mailbox
) -> None:
    address = an_address()
    user = await an_account(app, address)

    assert user.user["email"] is None
    assert user.user["email_pending"] == address
    assert user.user["email_verified"] is False
    assert (await log_in(app, address)).status_code == 401

    token = await confirmed_by_mail.token(address, "confirm")
    for expected in (204, 422):
        answer = await user.client.post("/v1/auth/email/verification", json={"token": token})
        assert answer.status_code == expected

    shown = (await user.client.get("/v1/me")).json()
    assert (shown["email"], shown["email_pending"]) == (address, None)
    assert shown["email_verified"] is True
    assert shown["revision"] == 2
    assert (await log_in(app, address)).status_code == 200


async def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail(
    app: FastAPI, confirmed_by_mail: Mailbox
) -> None:
    address = an_address()
    owner = await an_account(app, address)
    token = await confirmed_by_mail.token(address, "confirm")
    await owner.client.post("/v1/auth/email/verification", json={"token": token})

    other = an_address()
    to_taken, to_free = await register(app, email=address), await register(app, email=other)
    mail = await confirmed_by_mail.newest(address, "you have an account already")

    assert "oo_verify" not in mail.text
    assert to_taken.status_code == to_free.status_code == 201
    assert shape(to_taken, address) == shape(to_free, other)
    assert len(confirmed_by_mail.to(address, "confirm")) == 1


def shape(answer: httpx2.Response, address: str) -> object:
    """Describe an answer without what is random in it; the address must be where it belongs."""
    body = answer.json()
    assert body["user"].pop("email_pending") == address
    ids = {"id", "session_id", "access_token", "refresh_token", "recovery_code"}
    user = {name: value for name, value in body.pop("user").items() if name not in ids}
    headers = set(answer.headers) - {"content-length"}
    return {name: value for name, value in body.items() if name not in ids}, user, headers


async def test_of_two_who_claim_an_address_the_mailbox_decides(
    app: FastAPI, confirmed_by_mail: Mailbox
) -> None:
    address = an_address()
    prober, owner = await an_account(app, address), await an_account(app, address)
    await confirmed_by_mail.newest(address, "confirm", count=2)
    tokens = [await confirmed_by_mail.token(address, "confirm", count=number) for number in (1, 2)]

    answers = [
        await owner.client.post("/v1/auth/email/verification", json={"token": token})
        for token in tokens
    ]
    assert [answer.status_code for answer in answers] == [204, 409]
    confirmed = [
        (await each.client.get("/v1/me")).json()["email_verified"] for each in (prober, owner)
    ]
    assert sorted(confirmed) == [False, True]


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short12", "short"),
        ("x" * 257, "long"),
        ("password1", "common"),
        ("PassWord1", "common in capitals"),
    ],
)
async def test_a_weak_password_is_refused_where_it_stands(
    app: FastAPI, password: str, why: str
) -> None:
    answer = await register(app, email=an_address(), password=password)

    assert answer.status_code == 422, why
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/password"]
    assert password not in answer.text


async def test_the_address_is_no_password(app: FastAPI) -> None:
    address = an_address()
    answer = await register(app, email=address, password=address.upper())

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/password"


async def test_a_password_is_taken_as_it_is_typed(app: FastAPI) -> None:
    address, password = an_address(), "  blank at both ends  "
    await an_account(app, address, password=password)

    assert (await log_in(app, address, password.strip())).status_code == 401
    assert (await log_in(app, address, password)).status_code == 200


async def test_who_has_not_confirmed_yet_comes_back_by_the_recovery_code(
    app: FastAPI, confirmed_by_mail: Mailbox
) -> None:
    user = await an_account(app, an_address())
    body = {"recovery_code": user.recovery_code, "device": DEVICE}

    assert (await user.client.post("/v1/auth/recover", json=body)).status_code == 200
    await settled(app, user.user_id)
    assert not confirmed_by_mail.to(user.user["email_pending"], "new sign-in")
    assert await is_signed_in(user)


@pytest.mark.parametrize(
    "email", ["jo", "", "jo@", "@example.com", "jo@example.com\nbcc: x", "=?x@a.b"]
)
async def test_what_is_no_address_is_refused_and_not_repeated(app: FastAPI, email: str) -> None:
    answer = await register(app, email=email)

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"detail": "not an e-mail address", "pointer": "/email"}]
