"""Coming back by recovery code."""

import httpx2
from fastapi import FastAPI

from app.security.recovery_codes import make_recovery_code
from tests.mailbox import Mailbox
from tests.signing_up import (
    DEVICE,
    SignedIn,
    a_guest,
    an_account,
    an_address,
    carry,
    client_from,
    is_signed_in,
)


async def recover(app: FastAPI, code: str | None) -> httpx2.Response:
    async with client_from(app) as client:
        body = {"recovery_code": code, "device": DEVICE}
        return await client.post("/v1/auth/recover", json=body)


async def test_a_code_opens_the_account_and_is_replaced(app: FastAPI) -> None:
    guest = await a_guest(app)
    answer = await recover(app, guest.recovery_code)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    back = carry(app, client_from(app), answer)
    assert back.user["id"] == guest.user["id"]
    assert back.recovery_code != guest.recovery_code
    assert await is_signed_in(back)


async def test_a_lost_answer_locks_nobody_out(app: FastAPI) -> None:
    guest = await a_guest(app)
    once, again = [(await recover(app, guest.recovery_code)).json() for _ in range(2)]

    assert once["recovery_code"] == again["recovery_code"]
    assert once["session_id"] != again["session_id"]


async def test_a_code_is_dead_once_its_successor_is_used(app: FastAPI) -> None:
    guest = await a_guest(app)
    second = (await recover(app, guest.recovery_code)).json()["recovery_code"]
    third = (await recover(app, second)).json()["recovery_code"]

    assert (await recover(app, guest.recovery_code)).status_code == 401
    assert (await recover(app, second)).json()["recovery_code"] == third
    assert (await recover(app, third)).status_code == 200


async def test_a_code_is_read_however_it_is_copied(app: FastAPI) -> None:
    guest = await a_guest(app)
    assert guest.recovery_code

    typed = guest.recovery_code.replace("-", " ").lower()
    assert (await recover(app, typed)).status_code == 200


async def test_codes_that_nobody_was_given_open_nothing(app: FastAPI) -> None:
    guest, other = await a_guest(app), await a_guest(app)
    for code in (
        "",
        "x",
        guest.user["id"],
        make_recovery_code(guest.user_id)[0],
        mixed(guest, other),
    ):
        answer = await recover(app, code)
        assert answer.status_code == 401, code
        assert answer.json()["type"] == "/problems/recovery-code-refused"
        assert answer.headers["www-authenticate"].startswith("Bearer")


def mixed(guest: SignedIn, other: SignedIn) -> str:
    """Put the account of one into the code of another."""
    return str(guest.recovery_code)[:32] + str(other.recovery_code)[32:]


async def test_the_owner_is_told_of_a_recovery(app: FastAPI, mailbox: Mailbox) -> None:
    address = an_address()
    user = await an_account(app, address)
    await recover(app, user.recovery_code)

    assert await mailbox.newest(address, "new sign-in")
