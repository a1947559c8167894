"""A code gives tokens once, to its own app, with its own proof, within a minute."""

import asyncio
import os

import httpx2
import pytest
from fastapi import FastAPI

from tests.clock import FakeClock
from tests.connections.oauth.flow import (
    CALLBACK,
    CHALLENGE,
    VERIFIER,
    App,
    a_browser,
    an_app,
    an_email,
    brought_back,
    consented,
    many_codes,
    redeem,
    refresh,
    send,
    tokens_of,
)
from tests.mailbox import Mailbox, settled
from tests.signing_up import an_account, an_address, client_from

PEOPLE = 10 if os.environ.get("OWNORBIT_TEST_LONG") else 1
CODES_EACH = RACERS = 20

BAD_VERIFIERS = {
    "missing": None,
    "empty": "",
    "another": "v" * 43,
    "the challenge itself": CHALLENGE,
    "too short": VERIFIER[:42],
    "too long": VERIFIER + "a" * 86,
    "padded": VERIFIER + "=",
    "a newline after it": VERIFIER + "\n",
    "a newline before it": "\n" + VERIFIER,
    "a space after it": VERIFIER + " ",
    "upper case": VERIFIER.upper(),
    "one letter more": VERIFIER + "a",
    "one letter fewer": VERIFIER[:-1],
    "another last letter": VERIFIER[:-1] + "j",
    "not ASCII": VERIFIER[:-1] + "é",
    "a null byte": VERIFIER + "\0",
    "encoded twice": VERIFIER.replace("-", "%2D"),
    "plus for minus": VERIFIER.replace("-", "+"),
    "a slash": VERIFIER.replace("_", "/"),
}
BAD_CHALLENGES: dict[str, dict[str, str | None]] = {
    "no PKCE at all": {"code_challenge": None, "code_challenge_method": None},
    "no challenge": {"code_challenge": None},
    "an empty challenge": {"code_challenge": ""},
    "no method, which would be plain": {"code_challenge_method": None},
    "plain": {"code_challenge_method": "plain", "code_challenge": VERIFIER},
    "plain with the hash": {"code_challenge_method": "plain"},
    "lower case": {"code_challenge_method": "s256"},
    "a method with a space": {"code_challenge_method": "S256 "},
    "another method": {"code_challenge_method": "S512"},
    "no method's name": {"code_challenge_method": "none"},
    "too short": {"code_challenge": CHALLENGE[:-1]},
    "too long": {"code_challenge": CHALLENGE + "A"},
    "padded": {"code_challenge": CHALLENGE + "="},
    "a newline after it": {"code_challenge": CHALLENGE + "\n"},
    "in plain base64": {"code_challenge": CHALLENGE.replace("-", "+")},
    "not ASCII": {"code_challenge": CHALLENGE[:-1] + "é"},
}


@pytest.fixture
async def client(app: FastAPI) -> App:
    return await an_app(app)


async def test_of_all_who_race_for_a_code_one_gets_tokens_and_loses_them(
    app: FastAPI, client: App
) -> None:
    """On a busy machine one may be told to wait for its turn no longer (503): that is no token."""
    codes = [code for _ in range(PEOPLE) for code in await many_codes(app, client, CODES_EACH)]
    for code in codes:
        answers = await asyncio.gather(*(redeem(app, client, code) for _ in range(RACERS)))

        won = [answer.json() for answer in answers if answer.status_code == 200]
        lost = [answer for answer in answers if answer.status_code not in {200, 503}]
        assert len(won) == 1
        assert {refusal_of(answer) for answer in lost} == {"invalid_grant"}
        assert refusal_of(await refresh(app, client, won[0]["refresh_token"])) == "invalid_grant"


async def test_a_replay_ends_what_the_code_gave_and_is_told_once(
    app: FastAPI, client: App, mailbox: Mailbox
) -> None:
    email = an_address()
    user = await an_account(app, email)
    code = await consented(app, client, email)
    tokens = (await redeem(app, client, code)).json()
    assert (await refresh(app, client, tokens["refresh_token"])).status_code == 200
    await settled(app, user.user_id)
    assert mailbox.to(email, "disconnected") == []

    for _ in range(2):
        assert refusal_of(await redeem(app, client, code)) == "invalid_grant"

    assert refusal_of(await refresh(app, client, tokens["refresh_token"])) == "invalid_grant"
    await settled(app, user.user_id)
    assert len(mailbox.to(email, "disconnected")) == 1


async def test_a_late_replay_with_no_proof_ends_it_too(
    app: FastAPI, client: App, clock: FakeClock
) -> None:
    code = await consented(app, client, await an_email(app))
    tokens = (await redeem(app, client, code)).json()
    clock.pass_by(hours=5)
    assert (await refresh(app, client, tokens["refresh_token"])).status_code == 200

    assert refusal_of(await redeem(app, client, code, code_verifier="v" * 43)) == "invalid_grant"

    assert refusal_of(await refresh(app, client, tokens["refresh_token"])) == "invalid_grant"


@pytest.mark.parametrize(("seconds", "status"), [(59.9, 200), (60, 400), (3600, 400)])
async def test_a_code_lives_for_a_minute(
    app: FastAPI, client: App, clock: FakeClock, seconds: float, status: int
) -> None:
    code = await consented(app, client, await an_email(app))
    clock.pass_by(seconds=seconds)

    assert (await redeem(app, client, code)).status_code == status


async def test_a_code_is_of_no_use_to_another_app(app: FastAPI, client: App) -> None:
    code = await consented(app, client, await an_email(app))
    for other in (await an_app(app), await an_app(app, confidential=True)):
        assert refusal_of(await redeem(app, other, code)) == "invalid_grant"

    assert (await redeem(app, client, code)).status_code == 200


async def test_a_code_wants_the_very_redirect_uri(app: FastAPI) -> None:
    client = await an_app(app, CALLBACK, "https://app.example/other")
    code = await consented(app, client, await an_email(app))
    for other in ("https://app.example/other", CALLBACK + "/", "", CALLBACK.upper()):
        assert refusal_of(await redeem(app, client, code, redirect_uri=other)) in {
            "invalid_grant",
            "invalid_request",
        }

    assert (await redeem(app, client, code)).status_code == 200


async def test_a_code_with_another_secret_is_none(app: FastAPI, client: App) -> None:
    code = await consented(app, client, await an_email(app))
    for forged in (code[:-2] + "AA", code[:-1], code + "=", code.upper(), "oo_code_", "x"):
        assert refusal_of(await redeem(app, client, forged)) == "invalid_grant"

    assert (await redeem(app, client, code)).status_code == 200


@pytest.mark.parametrize("fault", BAD_VERIFIERS)
async def test_a_verifier_that_is_not_the_one_gives_nothing(
    app: FastAPI, client: App, fault: str
) -> None:
    code = await consented(app, client, await an_email(app))
    body = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "client_id": str(client.id),
    }
    verifier = BAD_VERIFIERS[fault]
    answer = await send(
        app, "token", body if verifier is None else body | {"code_verifier": verifier}
    )

    assert refusal_of(answer) in {"invalid_grant", "invalid_request"}


@pytest.mark.parametrize("fault", BAD_CHALLENGES)
async def test_a_request_without_a_proper_challenge_is_sent_back(
    app: FastAPI, client: App, fault: str
) -> None:
    browser = a_browser(app)
    email = await an_email(app)
    async with browser.http:
        await browser.sign_in(client.asks(), email)
        back = brought_back(await browser.open(client.asks(**BAD_CHALLENGES[fault])))

    assert back["error"] == "invalid_request"
    assert back["iss"] == "http://test"
    assert "code" not in back


def test_there_are_enough_faults_of_pkce() -> None:
    assert len(BAD_VERIFIERS) + len(BAD_CHALLENGES) >= 25


@pytest.mark.parametrize(
    "grant_type",
    [
        "password",
        "client_credentials",
        "implicit",
        "Authorization_code",
        "code",
        "authorization_code ",
    ],
)
async def test_there_is_no_other_way_to_a_token(app: FastAPI, grant_type: str) -> None:
    client = await an_app(app, confidential=True)
    body = client.credentials() | {"username": "jo", "password": "x", "scope": "moods:read"}

    answer = await send(app, "token", body | {"grant_type": grant_type})

    assert refusal_of(answer) == "unsupported_grant_type"


async def test_a_parameter_given_twice_is_refused(app: FastAPI, client: App) -> None:
    code = await consented(app, client, await an_email(app))
    form = (
        f"grant_type=authorization_code&code={code}&redirect_uri={CALLBACK}"
        f"&client_id={client.id}&code_verifier={VERIFIER}"
    )
    for twice in (f"code={code}", f"code_verifier={VERIFIER}", "scope=a&scope=b", "code="):
        assert refusal_of(await send_raw(app, f"{form}&{twice}")) == "invalid_request"

    assert (await send_raw(app, form)).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff\xfe", b"%ff%fe=%ff", b"&" * 1000, b"a=1&" * 1000, b"{}", b"grant_type", b"\0"],
)
async def test_a_hostile_form_is_refused(app: FastAPI, body: bytes) -> None:
    answer = await send_raw(app, body)

    assert refusal_of(answer) in {"invalid_request", "invalid_client"}


async def test_json_is_no_form(app: FastAPI) -> None:
    answer = await send_raw(app, b"{}", "application/json")

    assert refusal_of(answer) == "invalid_request"


@pytest.mark.parametrize(
    "header",
    [
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic //79",
        "Basic Og==",
        "Bearer x",
        "Digest a=b",
        "Basic " + "QQ" * 5000,
    ],
)
async def test_a_hostile_header_is_refused(app: FastAPI, header: str) -> None:
    body = {"grant_type": "authorization_code"}

    answer = await send(app, "token", body, authorization=header)

    assert refusal_of(answer) == "invalid_client"
    assert answer.headers["www-authenticate"].startswith("Basic ")


async def test_a_confidential_app_proves_who_it_is(app: FastAPI) -> None:
    client, other = [await an_app(app, confidential=True) for _ in range(2)]
    public = await an_app(app)
    code = await consented(app, client, await an_email(app))
    assert client.secret
    proof = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }
    refused = [
        await send(app, "token", proof | {"client_id": str(client.id)}),
        await send(
            app, "token", proof | client.credentials() | {"client_secret": other.secret or ""}
        ),
        await send(app, "token", proof, **client.basic("wrong")),
        await send(app, "token", proof, **client.basic(other.secret)),
        await send(app, "token", proof | public.credentials() | {"client_secret": client.secret}),
    ]
    assert {refusal_of(answer) for answer in refused} == {"invalid_client"}
    assert {answer.status_code for answer in refused} == {401}
    twice = await send(app, "token", proof | client.credentials(), **client.basic())
    assert refusal_of(twice) == "invalid_request"

    assert (await send(app, "token", proof, **client.basic())).status_code == 200


async def test_refused_tries_are_limited_by_their_network(app: FastAPI, client: App) -> None:
    tokens = await tokens_of(app, client)
    statuses = []
    async with client_from(app, "203.0.113.77") as http:
        for _ in range(61):
            body = {"grant_type": "refresh_token", "refresh_token": "oo_app_refresh_x"}
            answer = await http.post("/oauth/token", data=client.credentials() | body)
            statuses.append(answer.status_code)

    assert statuses == [400] * 60 + [429]
    assert (await refresh(app, client, tokens["refresh_token"])).status_code == 200


def refusal_of(answer: httpx2.Response) -> str:
    """Read the error, which every refusal says in the words of RFC 6749."""
    assert answer.status_code in {400, 401}, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    return str(answer.json()["error"])


async def send_raw(
    app: FastAPI, body: str | bytes, kind: str = "application/x-www-form-urlencoded"
) -> httpx2.Response:
    async with client_from(app) as http:
        return await http.post("/oauth/token", content=body, headers={"content-type": kind})
