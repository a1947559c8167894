"""What writing leaves beside the record: a stamp, a tombstone, an event; all or nothing."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import make_url, text

from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from tests.conftest import url_of
from tests.signing_up import SignedIn, a_guest

ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}


class Truth:
    """Looks at the database as its superuser, past every policy."""

    def __init__(self, url: str) -> None:
        self.engine = engine_for(url, pool_size=1)

    async def rows(self, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
        async with self.engine.connect() as connection:
            return [tuple(row) for row in await connection.execute(text(statement), parameters)]


@pytest.fixture
async def truth(endpoints: Endpoints) -> AsyncIterator[Truth]:
    truth = Truth(url_of(make_url(endpoints.app.url).database or "", "postgres"))
    yield truth
    await truth.engine.dispose()


@pytest.fixture
async def guest(app: FastAPI) -> AsyncIterator[SignedIn]:
    guest = await a_guest(app)
    yield guest
    await guest.client.aclose()


async def revision_of(truth: Truth, user_id: UUID) -> int:
    ((revision,),) = await truth.rows("SELECT revision FROM users WHERE id = :id", id=user_id)
    return int(revision)


async def test_every_write_raises_the_users_revision_and_stamps_the_row(
    guest: SignedIn, truth: Truth
) -> None:
    start = await revision_of(truth, guest.user_id)

    first = (await guest.client.post("/v1/people", json=ALEX)).json()
    second = (await guest.client.post("/v1/people", json=ALEX)).json()
    changed = await guest.client.patch(f"/v1/people/{first['id']}", json={"phase": "distant"})

    assert [first["revision"], second["revision"]] == [start + 1, start + 2]
    assert changed.json()["revision"] == start + 3 == await revision_of(truth, guest.user_id)


async def test_a_refused_write_leaves_no_trace(guest: SignedIn, truth: Truth) -> None:
    start = await revision_of(truth, guest.user_id)

    for body in ({"nickname": ""}, {}, ALEX | {"phase": "gone"}):
        assert (await guest.client.post("/v1/people", json=body)).status_code == 422
    missing = await guest.client.patch(f"/v1/people/{uuid4()}", json={"phase": "apart"})

    assert missing.status_code == 404
    assert await revision_of(truth, guest.user_id) == start


async def test_a_deleted_record_leaves_a_stamped_tombstone(guest: SignedIn, truth: Truth) -> None:
    person = (await guest.client.post("/v1/people", json=ALEX)).json()
    await guest.client.delete(f"/v1/people/{person['id']}")

    tombs = await truth.rows(
        "SELECT table_name, revision FROM tombstones WHERE id = :id", id=person["id"]
    )

    assert tombs == [("people", person["revision"] + 1)]


async def test_what_depends_on_a_record_goes_with_it_each_with_its_tombstone(
    guest: SignedIn, truth: Truth
) -> None:
    person = (await guest.client.post("/v1/people", json=ALEX)).json()
    about = {"person_id": person["id"]}
    streak = await guest.client.post("/v1/streaks", json={"kind": "no_contact", **about})
    event = await guest.client.post(
        "/v1/contact-events",
        json={"kind": "reached_out", "occurred_at": "2026-03-10T12:00:00Z", **about},
    )
    await guest.client.delete(f"/v1/people/{person['id']}")

    tombs = await truth.rows(
        "SELECT table_name, id FROM tombstones WHERE user_id = :id", id=guest.user_id
    )

    assert {("people", UUID(person["id"])), ("streaks", UUID(streak.json()["id"]))} <= set(tombs)
    assert ("contact_events", UUID(event.json()["id"])) in tombs
    assert [name for name, _ in tombs].count("streak_policies") == 1
    for path in (f"/v1/streaks/{streak.json()['id']}", f"/v1/contact-events/{event.json()['id']}"):
        assert (await guest.client.get(path)).status_code == 404


async def test_only_ids_and_digests_are_readable_in_the_database(
    guest: SignedIn, truth: Truth
) -> None:
    canary = "canary-in-the-coal-mine"
    body = ALEX | {"nickname": canary, "note": f"{canary} again"}
    await guest.client.post("/v1/people", json=body)
    tables = await truth.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")

    for (table,) in tables:
        rows = await truth.rows(f"SELECT {table}::text FROM {table}")  # noqa: S608  (from the catalogue)
        everything = str(rows)
        assert canary not in everything, table
        assert canary.encode().hex() not in everything, table
