"""What the logs say of sign-ins: nothing that opens an account or names its owner."""

import logging
import re

import httpx2
import pytest
from fastapi import FastAPI
from structlog.testing import capture_logs

from tests.mailbox import Mailbox, settled
from tests.signing_up import DEVICE, SignedIn, an_account, an_address, carry, client_from, log_in

OLD, NEW = "canary password one", "canary password two"
NAME = "canary name"


async def test_no_secret_gets_into_the_logs(
    app: FastAPI,
    confirmed_by_mail: Mailbox,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.INFO)
    with capture_logs() as lines:
        address, user, secrets = await live_through_everything(app, confirmed_by_mail)
    logged = "\n".join([*map(str, lines), caplog.text, *capsys.readouterr()])

    assert "/v1/auth/login" in logged
    assert len(secrets) > 12
    for canary in {address, OLD, NEW, NAME, str(user.user_id), *secrets}:
        assert canary not in logged


async def live_through_everything(app: FastAPI, mailbox: Mailbox) -> tuple[str, SignedIn, set[str]]:
    """Sign up, confirm, sign in, fail, recover, refresh, lose a token, forget and reset."""
    address = f"canary.{an_address()}"
    user = await an_account(app, address, password=OLD, display_name=NAME)
    secrets = {str(user.recovery_code), user.access_token, user.refresh_token}
    client = user.client
    confirming = await mailbox.token(address, "confirm")
    await client.post("/v1/auth/email/verification", json={"token": confirming})
    await log_in(app, address, NEW)
    stolen = carry(app, client_from(app), await log_in(app, address, OLD))
    recovery = {"recovery_code": user.recovery_code, "device": DEVICE}
    secrets |= found_in(await client.post("/v1/auth/recover", json=recovery))
    for _ in range(2):
        secrets |= {stolen.refresh_token, stolen.access_token}
        await stolen.renew()
    first = user.refresh_token
    for token in (stolen.refresh_token, first, "oo_refresh_nonsense"):
        await client.post("/v1/auth/refresh", json={"refresh_token": token})
    await client.post("/v1/auth/password/forgotten", json={"email": address})
    resetting = await mailbox.token(address, "set a new password")
    await client.post("/v1/auth/password/reset", json={"token": resetting, "password": NEW})
    await client.post("/v1/auth/login", json={"email": address, "password": NEW, "device": NAME})
    await settled(app, user.user_id)
    return address, user, secrets | {confirming, resetting, stolen.refresh_token}


def found_in(answer: httpx2.Response) -> set[str]:
    assert answer.status_code == 200
    return set(re.findall(r'"(?:\w+_token|recovery_code)":"([^"]+)"', answer.text))
