"""An app gets what its scopes open, as long as the user allows it, and not one field more."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import delete

from app.accounts.auth.delegates import LIMITED_TOKEN, OWNER_TOKEN
from app.accounts.auth.scopes import THIRD_PARTY
from app.accounts.grants.models import OAuthClient
from app.core.outsiders import MARK
from tests.clock import NOON, FakeClock
from tests.isolation.conftest import Records, Town
from tests.isolation.delegates import Delegate, a_script, an_app
from tests.isolation.document import DOCUMENT, SECURED, Operation
from tests.isolation.inhabitants import settle

ALL = frozenset(THIRD_PARTY)
NEEDED = {
    operation["operationId"]: operation["security"][0]["oauth2"][0]
    for item in DOCUMENT["paths"].values()
    for operation in item.values()
    if operation["security"]
}
OWNERS_ALONE = [each for each in SECURED if NEEDED[each.name] == "owner"]
OPENED = [each for each in SECURED if NEEDED[each.name] != "owner"]
HIDDEN = {
    *("note", "why", "person_id", "label", "policy", "meant_with_person_id"),
    *("meant_with_somebody", "opened_by", "closed_by"),
    *("display_name", "email", "email_pending", "email_verified", "preferences"),
}
"""Free words, people, contact events and the account: no scope opens these fields."""
HIDDEN_OF_USERS = {"created_at", "revision"}
"""Hidden in the account alone: since when there is one, and how often its user writes."""
MARKED = {
    name
    for schema in DOCUMENT["components"]["schemas"].values()
    for name, field in schema.get("properties", {}).items()
    if MARK in field
}
CHANGING = ("PATCH", "PUT", "DELETE")
OF_ENDPOINTS = [each for each in OPENED if NEEDED[each.name] == "webhooks:manage"]
"""An app doesn't even see endpoints that it did not make."""


async def asked(operation: Operation, town: Town, delegate: Delegate) -> Any:  # noqa: ANN401
    """Let a delegate ask for what is the owner's."""
    request = await town.owner.request(operation)
    request.headers["authorization"] = f"Bearer {delegate.token}"
    return await town.owner.signed_in.client.send(request, auth=None)


def names_in(value: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from names_in(each)


def test_the_document_says_which_fields_are_the_owners_alone() -> None:
    assert MARKED == HIDDEN | HIDDEN_OF_USERS


@pytest.mark.parametrize("operation", OWNERS_ALONE, ids=str)
async def test_no_scope_of_third_parties_opens_what_is_the_owners_alone(
    operation: Operation, app: FastAPI, town: Town, records: Records
) -> None:
    delegate = await an_app(app, town.owner, ALL)

    async with records.untouched(town.owner):
        answer = await asked(operation, town, delegate)

    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/insufficient-scope")
    assert 'scope="owner"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize("operation", OPENED, ids=str)
async def test_all_other_scopes_together_do_not_open_an_operation(
    operation: Operation, app: FastAPI, town: Town, records: Records
) -> None:
    needed = NEEDED[operation.name]
    fewer = ALL - {needed}
    delegates = [
        await an_app(app, town.owner, fewer),
        await an_app(app, town.owner, fewer, said=ALL),
        await an_app(app, town.owner, ALL, said=fewer),
        await a_script(app, town.owner, fewer),
    ]

    for delegate in delegates:
        async with records.untouched(town.owner):
            answer = await asked(operation, town, delegate)
        assert answer.status_code == 403, answer.text
        assert f'scope="{needed}"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize(
    "operation", [each for each in OPENED if each not in OF_ENDPOINTS], ids=str
)
@pytest.mark.parametrize("make", [an_app, a_script])
async def test_its_own_scope_opens_an_operation_and_hides_what_is_the_owners(
    make: Any,  # noqa: ANN401
    operation: Operation,
    app: FastAPI,
) -> None:
    user = await settle(app)
    request = await user.request(operation)
    delegate = await make(app, user, {NEEDED[operation.name]})
    request.headers["authorization"] = f"Bearer {delegate.token}"

    answer = await user.signed_in.client.send(request, auth=None)

    if operation.method.upper() in CHANGING:
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/written-by-another")
    else:
        assert answer.is_success, answer.text
        of_users = HIDDEN_OF_USERS if operation.path == "/v1/me" else set()
        assert (HIDDEN | of_users).isdisjoint(names_in(answer.json()))
    assert answer.headers["content-type"].startswith("application/")


@pytest.mark.parametrize("operation", OF_ENDPOINTS, ids=str)
async def test_endpoints_of_others_are_as_if_they_were_not(
    operation: Operation, app: FastAPI, town: Town
) -> None:
    delegate = await an_app(app, town.owner, {"webhooks:manage"})
    before = (await town.owner.signed_in.client.get("/v1/webhook-endpoints")).json()

    answer = await asked(operation, town, delegate)

    assert (await town.owner.signed_in.client.get("/v1/webhook-endpoints")).json() == before
    usual = {
        "list_webhook_endpoints": 200,
        "create_webhook_endpoint": 403,  # of events that it may not read
        "delete_webhook_endpoint": 204,
    }
    assert answer.status_code == usual.get(operation.name, 404), answer.text
    assert town.owner.canary not in answer.text


async def test_an_app_changes_what_it_wrote_and_says_so(app: FastAPI) -> None:
    user = await settle(app)
    writer, another = [await an_app(app, user, {"moods:write", "moods:read"}) for _ in range(2)]
    body = {"kind": "momentaryEmotion", "valence": 0.5, "note": "seen by nobody else"}

    made = (await writer.client.post("/v1/moods", json=body)).json()
    path = f"/v1/moods/{made['id']}"

    assert made["source"] == writer.source
    assert "note" not in made
    assert (await another.client.get(path)).json()["source"] == writer.source
    assert (await another.client.patch(path, json={"valence": 0})).status_code == 403
    assert (await another.client.delete(path)).status_code == 403
    assert (await writer.client.patch(path, json={"valence": 0})).json()["valence"] == 0
    seen = (await user.signed_in.client.get(path)).json()
    assert (seen["note"], seen["source"]) == ("seen by nobody else", writer.source)
    assert (await writer.client.delete(path)).status_code == 204


async def test_what_is_hidden_is_not_found_by_filters(app: FastAPI) -> None:
    user = await settle(app)
    delegate = await an_app(app, user, ALL)

    answer = await delegate.client.get(f"/v1/streaks?person_id={user.id}")

    assert answer.status_code == 403


async def test_insights_out_of_urges_and_contact_are_not_for_apps(app: FastAPI) -> None:
    user = await settle(app)
    delegate = await an_app(app, user, ALL)
    kinds = ("mood", "activities", "growth", "urges", "attention", "energy", "reciprocity")

    codes = [(await delegate.client.get(f"/v1/insights/{kind}")).status_code for kind in kinds]

    assert codes == [200, 200, 200, 403, 403, 403, 403]


async def test_an_apps_keys_are_its_own(app: FastAPI) -> None:
    """The answer that is kept for another holds what the app may not see."""
    user = await settle(app)
    delegate = await an_app(app, user, {"moods:write"})
    body = {"kind": "dailyMood", "valence": 0, "note": "the owner's"}
    key = {"idempotency-key": "the-same"}
    first = await user.signed_in.client.post("/v1/moods", json=body, headers=key)

    answer = await delegate.client.post("/v1/moods", json=body, headers=key)

    assert first.json()["note"] == "the owner's"
    assert answer.status_code == 201
    assert "note" not in answer.json()
    assert answer.json()["id"] != first.json()["id"]


ENDINGS = {
    "revoked": {"revoked_at": NOON},
    "run out": {"expires_at": NOON},
    "of fewer scopes": {"scopes": ["goals:read"]},
}


@pytest.mark.parametrize("columns", ENDINGS.values(), ids=ENDINGS.keys())
@pytest.mark.parametrize("make", [an_app, a_script])
async def test_a_grant_ends_at_once(make: Any, columns: dict[str, Any], app: FastAPI) -> None:  # noqa: ANN401
    user = await settle(app)
    delegate = await make(app, user, {"moods:read"})
    before = await delegate.client.get("/v1/moods")

    await delegate.change(**columns)

    assert before.status_code == 200
    assert (await delegate.client.get("/v1/moods")).status_code in {401, 403}
    tag = {"if-none-match": before.headers["etag"]}
    assert (await delegate.client.get("/v1/moods", headers=tag)).status_code in {401, 403}


async def test_a_grant_ends_with_its_app(app: FastAPI) -> None:
    user = await settle(app)
    delegate = await an_app(app, user, {"moods:read"})
    before = await delegate.client.get("/v1/moods")

    async with app.state.database.lease() as db:
        await db.execute(delete(OAuthClient).where(OAuthClient.id == UUID(delegate.source)))

    assert before.status_code == 200
    assert (await delegate.client.get("/v1/moods")).status_code == 401


async def test_an_apps_token_lives_no_longer_than_it_says(app: FastAPI) -> None:
    user = await settle(app)
    delegate = await an_app(app, user, {"moods:read"})

    app.state.clock = FakeClock(NOON + timedelta(minutes=15))

    assert (await delegate.client.get("/v1/moods")).status_code == 401


@pytest.mark.parametrize(
    ("scopes", "prefix"), [({"owner"}, LIMITED_TOKEN), ({"moods:read"}, OWNER_TOKEN)]
)
async def test_a_token_that_says_another_kind_than_it_is_is_none(
    scopes: set[str], prefix: str, app: FastAPI
) -> None:
    user = await settle(app)
    script = await a_script(app, user, scopes, prefix=prefix)

    assert (await script.client.get("/v1/moods")).status_code == 401


async def test_an_owners_script_is_as_good_as_the_owner(app: FastAPI) -> None:
    user = await settle(app)
    script = await a_script(app, user, {"owner"})

    made = (await script.client.post("/v1/moods", json={"kind": "dailyMood", "valence": 0})).json()

    assert (made["source"], made["note"]) == ("first_party", None)
    assert (await script.client.get("/v1/people")).status_code == 200


async def test_a_token_with_another_secret_is_none(app: FastAPI) -> None:
    user = await settle(app)
    mine, theirs = await a_script(app, user, {"moods:read"}), await settle(app)
    other = await a_script(app, theirs, {"moods:read"})
    forged = mine.token[:-43] + other.token[-43:]

    answer = await mine.client.get("/v1/moods", headers={"authorization": f"Bearer {forged}"})

    assert answer.status_code == 401
