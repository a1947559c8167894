"""Tokens that users make for their scripts."""

from datetime import timedelta
from typing import Any, get_args
from uuid import UUID, uuid4

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.accounts.auth.acting import taken
from app.accounts.auth.scopes import OWNER, THIRD_PARTY
from app.accounts.grants.built_in import DOCS_PAGE
from app.accounts.grants.personal_tokens.confirming import require_still
from app.accounts.grants.personal_tokens.errors import ConfirmationRefused
from app.accounts.grants.personal_tokens.rules import MOST_TOKENS
from app.accounts.grants.personal_tokens.schemas import PersonalAccessTokenCreate, PersonalScope
from app.accounts.users import profiles
from app.security import opaque_secrets
from tests.accounts.grants.allowing import allow, live_through
from tests.accounts.grants.test_connected_apps import all_told, an_app, apps_of, told_of_withdrawals
from tests.accounts.statements import verifications
from tests.accounts.test_passwords import NEW, change, forget, reset
from tests.clock import FakeClock
from tests.mailbox import Mailbox, settled
from tests.signing_up import (
    DEVICE,
    PASSWORD,
    SignedIn,
    a_guest,
    an_account,
    an_address,
    client_from,
)

PATH = "/v1/personal-access-tokens"
LIMITED = {"name": "My spreadsheet", "scopes": ["moods:read", "goals:read"]}
MIGHTY = {"name": "Backup", "scopes": ["owner"]}


async def make(client: httpx2.AsyncClient, **changes: object) -> dict[str, Any]:
    answer = await client.post(PATH, json=LIMITED | changes)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def tokens_of(client: httpx2.AsyncClient) -> list[str]:
    return [each["id"] for each in (await client.get(PATH)).json()["items"]]


async def digest_of(app: FastAPI, token_id: str) -> bytes:
    statement = text("SELECT secret_digest FROM grants WHERE id = :id")
    async with app.state.database.lease() as db:
        return bytes(await db.scalar(statement, {"id": token_id}))


def test_scripts_may_do_what_apps_may_and_owners_too() -> None:
    assert set(get_args(PersonalScope)) == {*THIRD_PARTY, OWNER} - {"offline_access"}


async def test_a_token_is_shown_once_and_kept_as_a_digest(app: FastAPI) -> None:
    user = await a_guest(app)
    answer = await user.client.post(PATH, json=LIMITED)
    made = answer.json()
    secret = opaque_secrets.parse("oo_pat", made.pop("token"))

    assert answer.headers["cache-control"] == "no-store"
    assert (secret.user_id, str(secret.id)) == (user.user_id, made["id"])
    assert opaque_secrets.matches(secret.secret, await digest_of(app, made["id"]))
    assert made == {
        "id": made["id"],
        "name": "My spreadsheet",
        "scopes": ["goals:read", "moods:read"],
        "hint": "oo_pat_…",
        "created_at": "2026-03-10T12:00:00Z",
        "expires_at": "2026-06-08T12:00:00Z",
        "last_used_at": None,
    }
    assert (await user.client.get(f"{PATH}/{made['id']}")).json() == made
    assert (await user.client.get(PATH)).json()["items"] == [made]


async def test_the_same_again_is_the_same_token_without_its_text(me: httpx2.AsyncClient) -> None:
    body = LIMITED | {"id": str(uuid4())}
    made = (await me.post(PATH, json=body)).json()
    again = await me.post(PATH, json=body | {"scopes": ["goals:read", "moods:read"] * 2})

    assert made["token"]
    assert (again.status_code, again.json()) == (200, made | {"token": None})
    for other in ({"name": "Another"}, {"scopes": ["moods:read"]}, {"expires_at": _in(days=3)}):
        answer = await me.post(PATH, json=body | other)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/id-taken")
    await me.delete(f"{PATH}/{made['id']}")
    assert (await me.post(PATH, json=body)).status_code == 410
    assert (await me.post(PATH, json=body | {"name": "Another"})).status_code == 409
    assert await tokens_of(me) == []


async def test_the_same_again_is_the_same_though_its_time_is_over(
    me: httpx2.AsyncClient, clock: FakeClock
) -> None:
    bodies = [LIMITED | {"id": str(uuid4())}, LIMITED | {"id": str(uuid4()), "expires_at": _in(1)}]
    for body in bodies:
        assert (await me.post(PATH, json=body)).status_code == 201
    await live_through(clock, me, days=91)

    assert [(await me.post(PATH, json=body)).status_code for body in bodies] == [200, 200]


async def test_the_id_of_what_an_app_may_do_is_taken(app: FastAPI) -> None:
    user, client_id = await a_guest(app), await an_app(app)
    grant_id = await allow(app, user.user_id, client_id, "moods:read")

    answer = await user.client.post(PATH, json=LIMITED | {"id": str(grant_id)})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/id-taken")
    assert (await user.client.get(f"{PATH}/{grant_id}")).status_code == 404
    assert (await user.client.delete(f"{PATH}/{grant_id}")).status_code == 204
    assert len(await apps_of(user)) == 1


@pytest.mark.parametrize("scopes", [[], ["owner", "moods:read"], ["offline_access"], ["journal"]])
async def test_scopes_that_no_token_can_have(scopes: list[str], me: httpx2.AsyncClient) -> None:
    answer = await me.post(PATH, json=LIMITED | {"scopes": scopes, "password": PASSWORD})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("/scopes")


def _in(days: int) -> str:
    return (FakeClock().now + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("days", "status"), [(-1, 422), (0, 422), (1, 201), (366, 201), (367, 422)]
)
async def test_its_end_lies_ahead_and_within_a_year(
    days: int, status: int, me: httpx2.AsyncClient
) -> None:
    answer = await me.post(PATH, json=LIMITED | {"expires_at": _in(days)})

    assert answer.status_code == status
    if status == 422:
        assert answer.json()["errors"][0]["pointer"] == "/expires_at"
        assert await tokens_of(me) == []


async def test_only_so_many_can_be_kept(me: httpx2.AsyncClient) -> None:
    for _ in range(MOST_TOKENS):
        made = await make(me)

    answer = await me.post(PATH, json=LIMITED)
    assert answer.json()["type"] == "/problems/too-many-personal-access-tokens"
    await me.delete(f"{PATH}/{made['id']}")
    await make(me)


async def test_what_is_deleted_is_gone_and_what_ran_out_is_not(
    me: httpx2.AsyncClient, clock: FakeClock
) -> None:
    first, second = await make(me), await make(me)
    await live_through(clock, me, days=100)
    assert (await me.delete(f"{PATH}/{first['id']}")).status_code == 204

    assert (await me.get(f"{PATH}/{first['id']}")).status_code == 404
    assert await tokens_of(me) == [second["id"]]


async def test_a_token_for_everything_takes_the_password_and_is_told_by_mail(
    app: FastAPI, mailbox: Mailbox
) -> None:
    address = an_address()
    user = await an_account(app, address)
    made = await make(user.client, **MIGHTY, password=PASSWORD)

    assert made["token"].startswith("oo_owner_pat_")
    assert (made["scopes"], made["hint"]) == (["owner"], "oo_owner_pat_…")
    mail = await mailbox.newest(address, "whole account")
    assert "10 March 2026, 13:00 (Europe/Berlin)" in mail.text
    assert "oo_" not in mail.text


async def test_a_limited_token_is_no_news_and_no_password_is_compared(
    app: FastAPI, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = an_address()
    user = await an_account(app, address)
    with verifications(monkeypatch) as compared:
        await make(user.client)

    await settled(app, user.user_id)
    assert compared == []
    assert mailbox.to(address, "whole account") == []


@pytest.mark.parametrize("proof", [{}, {"password": "another"}, {"recovery_code": None}])
async def test_without_the_password_there_is_none_for_everything(
    proof: dict[str, Any], app: FastAPI, mailbox: Mailbox
) -> None:
    address = an_address()
    user = await an_account(app, address)
    if "recovery_code" in proof:
        proof = {"recovery_code": user.recovery_code}
    answer = await user.client.post(PATH, json=MIGHTY | proof)

    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/confirmation-refused")
    assert await tokens_of(user.client) == []
    await settled(app, user.user_id)
    assert mailbox.to(address, "whole account") == []


async def test_guessing_is_limited_as_for_a_change_of_the_password(app: FastAPI) -> None:
    user = await an_account(app, an_address())
    wrong = MIGHTY | {"password": "a guess"}
    answers = [(await user.client.post(PATH, json=wrong)).status_code for _ in range(11)]

    assert answers == [403] * 10 + [429]
    assert (await user.client.post(PATH, json=MIGHTY | {"password": PASSWORD})).status_code == 429
    assert (await change(user, PASSWORD)).status_code == 429
    await make(user.client)


async def test_a_guest_gives_the_recovery_code_which_stays_good(app: FastAPI) -> None:
    guest, other = await a_guest(app), await a_guest(app)
    for proof in (
        {},
        {"password": PASSWORD},
        {"recovery_code": other.recovery_code},
        {"recovery_code": "no code"},
    ):
        answer = await guest.client.post(PATH, json=MIGHTY | proof)
        assert answer.status_code == 403, proof

    await make(guest.client, **MIGHTY, recovery_code=guest.recovery_code)
    body = {"recovery_code": guest.recovery_code, "device": DEVICE}
    async with client_from(app) as client:
        assert (await client.post("/v1/auth/recover", json=body)).status_code == 200


async def test_a_recovery_code_that_was_used_proves_nothing(app: FastAPI) -> None:
    guest = await a_guest(app)
    body = {"recovery_code": guest.recovery_code, "device": DEVICE}
    async with client_from(app) as client:
        newest = (await client.post("/v1/auth/recover", json=body)).json()["recovery_code"]

    former = MIGHTY | {"recovery_code": guest.recovery_code}
    assert (await guest.client.post(PATH, json=former)).status_code == 403
    await make(guest.client, **MIGHTY, recovery_code=newest)


async def test_a_password_that_was_replaced_meanwhile_proves_nothing(app: FastAPI) -> None:
    user = await an_account(app, an_address())
    new = PersonalAccessTokenCreate.model_validate(MIGHTY | {"password": PASSWORD})
    async with app.state.database.lease() as db:
        owner = await taken(db, app.state.vault, user.user_id)
        assert owner
        stored = (await profiles.load(db, owner.cipher, owner.id))["password_hash"]

        await require_still(db, owner, new, stored)
        for other in ("the hash of another", None):
            with pytest.raises(ConfirmationRefused):
                await require_still(db, owner, new, other)


@pytest.mark.parametrize("proof", [{"password": PASSWORD}, {"recovery_code": "any"}])
async def test_a_limited_token_takes_no_proof(
    proof: dict[str, str], me: httpx2.AsyncClient
) -> None:
    assert (await me.post(PATH, json=LIMITED | proof)).status_code == 422


async def test_the_name_is_sealed_and_no_answer_shows_it_to_others(app: FastAPI) -> None:
    user, other = await a_guest(app), await a_guest(app)
    made = await make(user.client, name="lantern script")

    async with app.state.database.lease() as db:
        await db.begin(user.user_id)
        statement = text("SELECT name FROM grant_names WHERE id = :id")
        sealed = await db.scalar(statement, {"id": made["id"]})
    assert b"lantern" not in sealed
    assert await tokens_of(other.client) == []


async def everything(app: FastAPI, address: str) -> tuple[SignedIn, UUID]:
    """Make an account with two tokens, an app and the docs page allowed; give the app, too."""
    user, client_id = await an_account(app, address), await an_app(app)
    await make(user.client)
    await make(user.client, **MIGHTY, password=PASSWORD)
    await allow(app, user.user_id, client_id, "moods:read")
    await allow(app, user.user_id, DOCS_PAGE, "owner")
    return user, client_id


async def kinds_of(user: SignedIn) -> list[str]:
    tokens = (await user.client.get(PATH)).json()["items"]
    return [each["hint"] for each in tokens] + [each["name"] for each in await apps_of(user)]


async def test_a_changed_password_ends_what_opens_everything(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, _ = await everything(app, an_address())
    told = told_of_withdrawals(monkeypatch)
    assert len(await kinds_of(user)) == 4

    assert (await change(user, PASSWORD)).status_code == 204
    assert await kinds_of(user) == ["oo_pat_…", "Evening pages"]
    await all_told(app, user)
    assert told == [(user.user_id, DOCS_PAGE)]


async def test_a_reset_password_ends_all_of_it(
    app: FastAPI, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = an_address()
    user, client_id = await everything(app, address)
    told = told_of_withdrawals(monkeypatch)
    await forget(app, address)
    token = await mailbox.token(address, "set a new password")
    assert (await reset(app, token)).status_code == 204

    async with client_from(app) as client:
        body = {"email": address, "password": NEW, "device": DEVICE}
        access = (await client.post("/v1/auth/login", json=body)).json()["access_token"]
        client.headers["authorization"] = f"Bearer {access}"
        assert await tokens_of(client) == []
        assert (await client.get("/v1/connected-apps")).json()["items"] == []
    await all_told(app, user)
    assert sorted(told) == sorted((user.user_id, each) for each in (DOCS_PAGE, client_id))
