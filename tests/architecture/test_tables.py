"""The database holds its own line: policies, keys and sealed columns, read from the catalogue."""

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Column, LargeBinary, String, Table, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from app.core.tables import Base, Encrypted

ROOT = Path(__file__).parents[2]
DIRECTORY = {
    *("users", "sessions", "identities", "token_hashes", "rate_limits"),
    *("outbox", "due_work", "heartbeats"),
    *("oauth_clients", "grants", "authorization_codes", "accesses"),
    *("webhook_followers", "webhook_queue"),
}
"""Tables without a policy: whoever is not signed in yet starts there. They hold no content."""

CODED = {
    ("accesses", "resource"),
    ("authorization_codes", "code_challenge"),
    ("authorization_codes", "redirect_uri"),
    ("grants", "scopes"),
    ("oauth_clients", "redirect_uris"),
    ("oauth_clients", "type"),
    ("imports", "format"),
    ("imports", "status"),
    ("declined_suggestions", "kind"),
    ("notifications", "about"),
    ("notifications", "channel"),
    ("reminders", "about"),
    ("reminders", "channel"),
    ("reminders", "schedule"),
    ("devices", "platform"),
    ("devices", "push_provider"),
    ("webhook_deliveries", "state"),
    ("webhook_deliveries", "type"),
    ("webhook_endpoints", "disabled_reason"),
    ("webhook_endpoints", "event_types"),
    ("webhook_endpoints", "status"),
    ("due_work", "kind"),
    ("heartbeats", "process"),
    ("journal_entries", "focus"),
    ("journal_entries", "prompt_id"),
    ("return_checks", "advice"),
    ("return_checks", "wants"),
    ("push_deliveries", "result"),
    ("reviews", "decision"),
    ("reviews", "kind"),
    ("sessions", "client_version"),
    ("space_windows", "weekdays"),
    ("supporters", "consent"),
    ("techniques", "kind"),
    ("unsent_messages", "released_as"),
    ("urges", "outcome"),
    ("urges", "triggers"),
    ("urges", "wants_to"),
    ("users", "locale"),
    ("activities", "area"),
    ("activities", "status"),
    ("activity_logs", "area"),
    ("activity_logs", "company"),
    ("activity_logs", "mindfulness_type"),
    ("contact_events", "channel"),
    ("contact_events", "kind"),
    ("contact_events", "platform"),
    ("contact_events", "reason"),
    ("contact_events", "tone"),
    ("goals", "area"),
    ("goals", "cadence_per"),
    ("goals", "status"),
    ("goals", "week_starts_on"),
    ("moods", "associations"),
    ("moods", "kind"),
    ("moods", "labels"),
    ("incidents", "change"),
    ("outbox", "type"),
    ("people", "phase"),
    ("people", "relation"),
    ("sessions", "platform"),
    ("streak_policies", "counts"),
    ("streak_policies", "exceptions"),
    ("streaks", "kind"),
    ("streaks", "measures"),
    ("streaks", "outcome"),
    ("streaks", "platforms"),
    ("sync_writes", "table_name"),
    ("token_hashes", "kind"),
    ("tombstones", "table_name"),
    ("users", "time_zone"),
    ("users", "week_starts_on"),
}
"""Text columns that hold a word of a vocabulary, never a user's own words."""

PUBLIC = {("oauth_clients", "name")}
"""Words that a developer shows to everybody whom their app asks."""

EVERYWHERE_CODED = {"source", "time_zone", "ended_time_zone"}
TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
OWNED = [table for table in TABLES if table.name not in DIRECTORY]
by_name = pytest.mark.parametrize("table", OWNED, ids=lambda table: table.name)


@pytest.fixture
async def as_owner(endpoints: Endpoints) -> AsyncIterator[AsyncConnection]:
    engine = engine_for(endpoints.owner.url, pool_size=1)
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


@by_name
async def test_an_owned_table_lets_nobody_past_its_policy(
    table: Table, as_owner: AsyncConnection
) -> None:
    found = await as_owner.execute(
        text(
            "SELECT relrowsecurity, relforcerowsecurity, qual, with_check "
            "FROM pg_class JOIN pg_policies ON tablename = relname WHERE relname = :name"
        ),
        {"name": table.name},
    )
    is_on, is_forced, qual, check = found.one()

    assert is_on
    assert is_forced
    assert qual == check
    assert "user_id" in qual
    assert "NULLIF(current_setting('app.user_id'::text, true), ''::text)" in qual


@by_name
def test_an_owned_table_is_keyed_by_its_user_first(table: Table) -> None:
    assert next(column.name for column in table.primary_key.columns) == "user_id"
    for index in table.indexes:
        assert next(column.name for column in index.columns) == "user_id", index.name


@by_name
def test_a_reference_stays_within_one_user(table: Table) -> None:
    for constraint in table.foreign_key_constraints:
        assert "user_id" in constraint.column_keys
        assert constraint.deferrable
        assert constraint.initially == "DEFERRED"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_words_of_users_are_sealed(table: Table) -> None:
    text_columns = {column.name for column in table.columns if holds_text(column)}
    known = CODED | PUBLIC
    coded = {column for name, column in known if name == table.name} | EVERYWHERE_CODED

    assert text_columns <= coded


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_bytes_are_sealed_text_or_digests(table: Table) -> None:
    for column in table.columns:
        if isinstance(column.type, LargeBinary):
            is_digest = column.name.endswith("digest") or table.name == "rate_limits"
            assert is_digest or isinstance(column.type, Encrypted), column


def test_the_list_of_coded_columns_names_nothing_that_is_gone() -> None:
    known = {(table.name, column.name) for table in TABLES for column in table.columns}

    assert known >= CODED | PUBLIC
    assert {table.name for table in TABLES} >= DIRECTORY


async def test_no_view_opens_a_way_around_the_policies(as_owner: AsyncConnection) -> None:
    views = await as_owner.execute(
        text("SELECT viewname FROM pg_views WHERE schemaname = 'public'")
    )

    assert views.all() == []


@pytest.mark.parametrize("role", ["app", "worker"])
async def test_the_roles_of_the_service_are_confined(role: str, endpoints: Endpoints) -> None:
    engine = engine_for(getattr(endpoints, role).url, pool_size=1)
    async with engine.connect() as connection:
        found = await connection.execute(
            text(
                "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb, "
                "EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid) "
                "FROM pg_roles WHERE rolname = current_user"
            )
        )
        is_mighty, owns_something = found.one()
    await engine.dispose()

    assert not is_mighty
    assert not owns_something


def holds_text(column: Column[object]) -> bool:
    kind = column.type.item_type if isinstance(column.type, ARRAY) else column.type
    return isinstance(kind, String) and not isinstance(column.type, Encrypted)


def test_a_worker_by_itself_knows_every_table() -> None:
    """Erasure deletes from whatever tables there are, in a process without the API, too."""
    listed = "import app.worker; from app.core.tables import Base; print(*Base.metadata.tables)"
    done = subprocess.run(
        [sys.executable, "-c", listed], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert set(done.stdout.split()) == set(Base.metadata.tables)
