"""An account's address: given to a guest, changed, confirmed."""

import httpx2
from fastapi import FastAPI

from tests.clock import FakeClock
from tests.mailbox import Mailbox, settled
from tests.signing_up import PASSWORD, SignedIn, a_guest, an_account, an_address, log_in


async def give(user: SignedIn, address: str, password: str = PASSWORD) -> httpx2.Response:
    return await user.client.put("/v1/me/email", json={"email": address, "password": password})


async def confirm(user: SignedIn, token: str) -> httpx2.Response:
    return await user.client.post("/v1/auth/email/verification", json={"token": token})


async def test_a_guest_gets_an_address_and_a_password(app: FastAPI) -> None:
    guest, address = await a_guest(app), an_address()
    answer = await give(guest, address)

    assert answer.status_code == 200
    assert answer.json()["email"] == address
    assert answer.json()["revision"] == 2
    assert (await log_in(app, address)).json()["user"]["id"] == guest.user["id"]


async def test_without_a_mail_server_a_taken_address_is_a_conflict(app: FastAPI) -> None:
    address = an_address()
    await an_account(app, address)
    guest = await a_guest(app)

    assert (await give(guest, address)).status_code == 409
    me = (await guest.client.get("/v1/me")).json()
    assert (me["email"], me["email_pending"], me["revision"]) == (None, None, 1)


async def test_an_address_waits_for_its_confirmation(
    app: FastAPI, confirmed_by_mail: Mailbox
) -> None:
    guest, address = await a_guest(app), an_address()
    answer = await give(guest, address)

    assert answer.status_code == 202
    assert (answer.json()["email"], answer.json()["email_pending"]) == (None, address)
    assert (await log_in(app, address)).status_code == 401
    assert (await confirm(guest, await confirmed_by_mail.token(address, "confirm"))).is_success
    assert (await log_in(app, address)).status_code == 200


async def test_a_change_needs_the_password_and_tells_the_former_address(
    app: FastAPI, mailbox: Mailbox
) -> None:
    former, address = an_address(), an_address()
    user = await an_account(app, former)

    assert (await give(user, address, "not the password")).status_code == 403
    assert (await give(user, address)).status_code == 200
    assert await mailbox.newest(former, "your e-mail address was changed")
    assert address not in (await mailbox.newest(former, "changed")).text
    assert (await log_in(app, former)).status_code == 401
    assert (await log_in(app, address)).status_code == 200
    await an_account(app, former)


async def test_until_it_is_confirmed_the_former_address_goes_on(
    app: FastAPI, confirmed_by_mail: Mailbox
) -> None:
    former, address = an_address(), an_address()
    user = await an_account(app, former)
    await confirm(user, await confirmed_by_mail.token(former, "confirm"))
    await give(user, address)

    assert (await log_in(app, former)).status_code == 200
    await confirm(user, await confirmed_by_mail.token(address, "confirm"))
    assert (await log_in(app, former)).status_code == 401
    assert await confirmed_by_mail.newest(former, "your e-mail address was changed")


async def test_a_token_confirms_only_the_address_it_was_mailed_to(
    app: FastAPI, confirmed_by_mail: Mailbox
) -> None:
    mine, somebodys = an_address(), an_address()
    guest = await a_guest(app)
    await give(guest, mine)
    token = await confirmed_by_mail.token(mine, "confirm")
    confirmed_by_mail.is_down = True
    await give(guest, somebodys)

    assert (await confirm(guest, token)).status_code == 422


async def test_a_confirmation_is_good_for_a_day(
    app: FastAPI, confirmed_by_mail: Mailbox, clock: FakeClock
) -> None:
    guest, address = await a_guest(app), an_address()
    await give(guest, address)
    token = await confirmed_by_mail.token(address, "confirm")
    clock.pass_by(hours=24)

    assert (await confirm(guest, token)).status_code == 422


async def test_claiming_a_taken_address_mails_its_owner_and_nobody_else(
    app: FastAPI, confirmed_by_mail: Mailbox
) -> None:
    address = an_address()
    owner = await an_account(app, address)
    await confirm(owner, await confirmed_by_mail.token(address, "confirm"))
    guest = await a_guest(app)

    assert (await give(guest, address)).status_code == 202
    await settled(app, guest.user_id)
    assert len(confirmed_by_mail.to(address, "you have an account already")) == 1
    assert len(confirmed_by_mail.to(address, "confirm")) == 1
