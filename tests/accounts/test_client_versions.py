"""Which version of the app a session speaks by."""

import pytest
from fastapi import FastAPI

from tests.clock import FakeClock
from tests.signing_up import SignedIn, an_account, an_address, carry, client_from, log_in

VERSION = "x-client-version"


async def recorded(guest: SignedIn) -> str | None:
    session = (await guest.client.get(f"/v1/sessions/{guest.session_id}")).json()
    version: str | None = session["client_version"]
    return version


async def signed_up(app: FastAPI, header: str) -> SignedIn:
    client = client_from(app)
    body = {"time_zone": "Europe/Berlin", "device": {"platform": "ios"}}
    return carry(
        app, client, await client.post("/v1/auth/guest", json=body, headers={VERSION: header})
    )


async def renewed(guest: SignedIn, header: str | None) -> None:
    guest.client.headers.pop(VERSION, None)
    guest.client.headers.update({VERSION: header} if header else {})
    await guest.renew()


async def test_a_sign_in_keeps_it(app: FastAPI) -> None:
    assert await recorded(await signed_up(app, "ownorbit-ios/1.4.2")) == "ownorbit-ios/1.4.2"


async def test_every_device_has_its_own(app: FastAPI, clock: FakeClock) -> None:
    address = an_address()
    phone = await an_account(app, address)
    await renewed(phone, "ownorbit-ios/1.4.2")
    clock.pass_by(minutes=1)
    laptop = carry(app, client_from(app), await log_in(app, address))

    assert (await recorded(phone), await recorded(laptop)) == ("ownorbit-ios/1.4.2", None)


async def test_a_refresh_keeps_the_new_one(app: FastAPI) -> None:
    guest = await signed_up(app, "ownorbit-ios/1.4.2")
    await renewed(guest, "ownorbit-ios/1.5.0-beta.1+7")

    assert await recorded(guest) == "ownorbit-ios/1.5.0-beta.1+7"


async def test_a_refresh_that_says_nothing_changes_nothing(app: FastAPI) -> None:
    guest = await signed_up(app, "ownorbit-ios/1.4.2")
    await renewed(guest, None)

    assert await recorded(guest) == "ownorbit-ios/1.4.2"


@pytest.mark.parametrize(
    "header",
    [
        "1.4.2",
        "ownorbit-ios",
        "ownorbit-ios/1.4",
        "ownorbit-ios/01.4.2",
        "OwnOrbit/1.4.2",
        "ownorbit-ios/1.4.2 (iPhone of Jo)",
        "ownorbit-ios/1.4.2-" + "a" * 64,
        "",
    ],
)
async def test_what_is_no_version_is_as_if_unsaid(app: FastAPI, header: str) -> None:
    guest = await signed_up(app, header)
    assert await recorded(guest) is None

    await renewed(guest, "ownorbit-ios/1.4.2")
    await renewed(guest, header)
    assert await recorded(guest) == "ownorbit-ios/1.4.2"
