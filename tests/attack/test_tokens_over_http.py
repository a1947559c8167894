"""Hostile tokens at the front door: 401 and a challenge, whatever they are."""

import random
from collections.abc import AsyncIterator, Iterator

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from tests.attack import forge
from tests.attack.test_token_headers import EXTRAS, RAW_HEADERS
from tests.signing_up import SignedIn, a_guest, client_from

REPLACEMENTS = "Aa0-_.=+/ é\x7f"
CLAIMS = ("iss", "aud", "sub", "client_id", "scope", "sid", "jti", "iat", "exp", "auth_time")


@pytest.fixture
async def guest(app: FastAPI) -> AsyncIterator[SignedIn]:
    guest = await a_guest(app)
    yield guest
    await guest.client.aclose()


@pytest.fixture
async def door(app: FastAPI) -> AsyncIterator[AsyncClient]:
    async with client_from(app) as client:
        yield client


async def test_every_hostile_token_is_a_401(
    app: FastAPI, guest: SignedIn, door: AsyncClient
) -> None:
    tokens = [*reheaded(app, guest), *robbed(app, guest), *mutated(guest.access_token)]

    for token in tokens:
        await expect_refusal(door, b"Bearer " + token.encode("utf-8", "surrogatepass"))
    assert len(tokens) > 400


@pytest.mark.parametrize(
    "form",
    [
        "{token}",
        "Bearer",
        "Bearer ",
        "Basic {token}",
        "Bearer {token} {token}",
        "Bearer {token},",
        "Bearer: {token}",
        "DPoP {token}",
    ],
)
async def test_a_token_in_another_form_is_a_401(
    guest: SignedIn, door: AsyncClient, form: str
) -> None:
    await expect_refusal(door, form.format(token=guest.access_token).encode())


async def test_a_token_elsewhere_than_in_its_header_is_not_looked_at(
    guest: SignedIn, door: AsyncClient
) -> None:
    answer = await door.get(
        f"/v1/people?access_token={guest.access_token}",
        headers={"cookie": f"access_token={guest.access_token}"},
    )

    assert answer.status_code == 401


async def test_other_secrets_are_no_access_tokens(guest: SignedIn, door: AsyncClient) -> None:
    for secret in (guest.refresh_token, guest.recovery_code or "", str(guest.session_id)):
        await expect_refusal(door, f"Bearer {secret}".encode())


async def test_the_genuine_token_is_let_in(guest: SignedIn, door: AsyncClient) -> None:
    """Or else the refusals above would say nothing."""
    header = {"authorization": f"Bearer {guest.access_token}"}

    assert (await door.get("/v1/people", headers=header)).status_code == 200


async def expect_refusal(door: AsyncClient, authorization: bytes) -> None:
    answer = await door.get("/v1/people", headers=[(b"authorization", authorization)])

    assert answer.status_code == 401, authorization
    assert answer.headers["www-authenticate"].startswith('Bearer realm="ownorbit"')
    assert answer.headers["content-type"] == "application/problem+json"


def reheaded(app: FastAPI, guest: SignedIn) -> Iterator[str]:
    """Sign the guest's own claims with our own key, under other headers."""
    key, payload = forge.private_key(app.state.signing_keys), guest.access_token.split(".")[1]
    genuine = forge.header_of(guest.access_token)
    plain: list[forge.Json] = [{"alg": "none"}, {"alg": "HS256"}, {"typ": "JWT"}, {"kid": "x"}]
    for extra in (*EXTRAS, *plain):
        yield forge.sign(key, forge.encode(genuine | extra), payload)
    for raw in RAW_HEADERS.values():
        yield forge.sign(key, forge.encode(raw), payload)


def robbed(app: FastAPI, guest: SignedIn) -> Iterator[str]:
    """Sign the guest's claims less one, or with another type."""
    key = forge.private_key(app.state.signing_keys)
    header, claims = guest.access_token.split(".")[0], forge.payload_of(guest.access_token)
    for name in CLAIMS:
        rest = {other: value for other, value in claims.items() if other != name}
        for payload in (rest, rest | {name: None}, rest | {name: [claims[name]]}):
            yield forge.sign(key, header, forge.encode(payload))


def mutated(token: str) -> Iterator[str]:
    """Replace, leave out or repeat one character here and there, the last ones always."""
    chance = random.Random(20_260_310)
    places = sorted([*chance.sample(range(len(token)), 100), len(token) - 1, len(token) - 2])
    for place in places:
        yield token[:place] + token[place + 1 :]
        yield token[:place] + token[place] * 2 + token[place + 1 :]
        for other in chance.sample(REPLACEMENTS, 2):
            if other != token[place]:
                yield token[:place] + other + token[place + 1 :]
