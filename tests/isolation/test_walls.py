"""The matrix can fail: where no wall is left, it sees another's rows."""

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.accounts.auth import access
from app.companion.people.models import Person
from app.core import tables
from app.core.database import Database
from app.core.owners import Owner
from app.core.tables import mine
from tests.clock import NOON
from tests.isolation.answers import ids_in
from tests.isolation.conftest import (
    BOTH_WALLS,
    FILTER_ALONE,
    NO_WALL,
    POLICIES_ALONE,
    Records,
    Town,
)
from tests.isolation.document import SECURED, Operation
from tests.isolation.inhabitants import Inhabitant, ids_of, settle
from tests.isolation.rows import COMES_BY_ITSELF, MADE_BY, MADE_UNDER_OUR_ID, ROWS
from tests.isolation.test_matrix import ALL_AT_ONCE, compare

behind = pytest.mark.parametrize("walls", [NO_WALL], indirect=True)
RECORDS = MADE_BY.keys() | MADE_UNDER_OUR_ID.keys() | COMES_BY_ITSELF.keys()
NAMING = [each for each in SECURED if RECORDS & set(each.named("path"))]
UNSEALED = {"list_oauth_clients", "list_connected_apps"}
"""The names of apps are there for everybody to see."""
LISTS = [each for each in SECURED if each.is_paged and not each.id_places]


@pytest.mark.parametrize("operation", NAMING, ids=str)
async def test_without_walls_another_has_a_record_that_never_was_anywhere(
    operation: Operation,
    app: FastAPI,
    records: Records,
    mighty: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = await two_users(app, operation)
    monkeypatch.setattr(tables, "OWNER_FILTER", False)
    held_by_policies, app.state.database = app.state.database, mighty

    try:
        with pytest.raises(AssertionError):
            await compare(operation, ALL_AT_ONCE, town, records)
    finally:
        app.state.database = held_by_policies


@behind
@pytest.mark.usefixtures("walls")
@pytest.mark.parametrize("operation", LISTS, ids=str)
async def test_without_walls_anothers_rows_are_in_a_list_and_only_their_key_protects_them(
    operation: Operation, app: FastAPI, town: Town, records: Records
) -> None:
    user = await settle(app)

    answer = await user.ask(operation)

    assert answer.status_code == 500 or await records.of_others(user, ids_in(answer))
    assert town.owner.canary not in answer.text or operation.name in UNSEALED


@pytest.mark.parametrize(
    ("walls", "is_seen"),
    [(BOTH_WALLS, False), (POLICIES_ALONE, False), (FILTER_ALONE, False), (NO_WALL, True)],
    indirect=["walls"],
)
@pytest.mark.usefixtures("walls")
async def test_each_wall_alone_hides_anothers_rows_and_nothing_else_does(
    app: FastAPI, town: Town, *, is_seen: bool
) -> None:
    owner = await owner_of(app, town.other)
    async with app.state.database.lease() as db:
        await db.begin(owner.id)
        found = await db.all(select(Person.id).where(mine(Person, owner)))

    people = {str(row.id) for row in found}
    assert town.other.ids["person_id"] in people
    assert (town.owner.ids["person_id"] in people) is is_seen


async def two_users(app: FastAPI, operation: Operation) -> Town:
    """Settle two who have what the operation names, to be harmed by it."""
    owner, other = await settle(app), await settle(app)
    for name in ids_of(operation, ROWS[operation.name]).values():
        await owner.own(name)
        await other.own(name)
    return Town(owner, other, {owner.canary})


async def owner_of(app: FastAPI, user: Inhabitant) -> Owner:
    """Give a user as the queries know them."""
    signed_in, state = user.signed_in, app.state
    claims = access.caller_of(
        state.signing_keys,
        signed_in.access_token,
        issuer=state.settings.issuer,
        needed="owner",
        resource="GET /",
        now=NOON,
    )
    async with state.database.lease() as db:
        return await access.for_reading(db, state.vault, claims, now=NOON)
