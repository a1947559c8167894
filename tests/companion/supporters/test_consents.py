"""Tokens for agreeing and declining: no account needed, nothing else opened by them."""

from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from app.companion.supporters import consent_tokens
from app.security.opaque_secrets import make, spell
from tests.companion.supporters.circle import URL, a_supporter, decide, token_for, with_a_name
from tests.mailbox import Mailbox, settled
from tests.signing_up import a_guest, an_address

REFUSED = "/problems/consent-token-refused"


async def test_a_token_of_a_supporter_who_was_deleted_is_dead(
    app: FastAPI, me: AsyncClient, mailbox: Mailbox
) -> None:
    address = an_address()
    supporter = await a_supporter(me, address)
    token = await token_for(mailbox, address)

    await me.delete(f"{URL}/{supporter['id']}")

    assert (await decide(app, token, "agree")).json()["type"] == REFUSED


async def test_a_token_dies_with_the_account(app: FastAPI, mailbox: Mailbox) -> None:
    guest, address = await a_guest(app), an_address()
    await with_a_name(guest.client)
    await a_supporter(guest.client, address)
    token = await token_for(mailbox, address)

    assert (await guest.client.delete("/v1/me")).is_success

    assert (await decide(app, token, "agree")).json()["type"] == REFUSED
    await settled(app, guest.user_id)
    assert (await decide(app, token, "agree")).json()["type"] == REFUSED
    await guest.client.aclose()


async def test_only_the_servers_own_token_of_that_supporter_counts(app: FastAPI) -> None:
    guest = await a_guest(app)
    await with_a_name(guest.client)
    ids = [UUID((await a_supporter(guest.client, an_address()))["id"]) for _ in range(2)]
    key, user_id = app.state.server_key, guest.user_id
    token = consent_tokens.spelled(key, user_id, ids[0])
    forged = [
        "",
        "oo_circle_",
        token[:-2],
        token.replace("oo_circle", "oo_reset"),
        spell("oo_circle", make(user_id, ids[0])),
        consent_tokens.spelled(bytes(32), user_id, ids[0]),
        consent_tokens.spelled(key, user_id, uuid4()),
        consent_tokens.spelled(key, uuid4(), ids[0]),
    ]

    for each in forged:
        answer = await decide(app, each, "agree")
        assert (answer.status_code, answer.json()["type"]) == (422, REFUSED), each
    consents = [each["consent"] for each in (await guest.client.get(URL)).json()["items"]]
    assert consents == ["asked", "asked"]
    await guest.client.aclose()


@pytest.mark.parametrize("decision", ["given", "", None])
async def test_a_decision_is_one_of_two(app: FastAPI, decision: str) -> None:
    assert (await decide(app, "oo_circle_x", decision)).status_code == 422


async def test_tokens_are_looked_at_only_so_often_from_one_network(http: AsyncClient) -> None:
    body = {"token": "oo_circle_x", "decision": "agree"}

    answers = [await http.post("/v1/supporter-consents", json=body) for _ in range(31)]

    assert answers[-1].status_code == 429


@pytest.mark.parametrize(("accepted", "said"), [("de", "Ja, gern"), ("en", "Yes, I agree")])
async def test_the_page_is_the_same_for_everybody_and_runs_our_script_alone(
    http: AsyncClient, accepted: str, said: str
) -> None:
    page = await http.get("/circle", headers={"accept-language": accepted})
    script = await http.get("/circle/answer.js")
    style = await http.get("/circle/style.css")

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert said in page.text
    assert f'<html lang="{accepted}">' in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.headers["referrer-policy"] == "no-referrer"
    assert '<script src="/circle/answer.js">' in page.text
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "/v1/supporter-consents" in script.text
    assert style.headers["content-type"] == "text/css; charset=utf-8"
