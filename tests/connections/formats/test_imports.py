"""Our own export, brought back."""

import json
from typing import Any

import pytest
from fastapi import FastAPI

from app.connections.formats.imports.own_rows import DETAILS, REMINDERS
from app.connections.formats.own.tables import EXPORTED, NOT_RESTORED
from app.connections.sync.tables import TABLES
from tests.clock import FakeClock
from tests.connections.formats.bringing import bring, export_of, kept, without
from tests.connections.formats.lives import a_life
from tests.settling import settled
from tests.signing_up import a_guest

Json = dict[str, Any]


def test_every_table_of_an_export_is_brought_back_or_has_a_reason_not_to_be() -> None:
    assert EXPORTED.keys() - NOT_RESTORED.keys() == TABLES.keys() | {DETAILS, REMINDERS}


async def test_an_export_brought_to_another_account_gives_the_same_export(
    app: FastAPI, clock: FakeClock
) -> None:
    first, second = await a_life(app, moods=230), await a_guest(app)
    clock.pass_by(days=5)
    await settled(app, first.user_id)
    exported = await export_of(first)
    done = await bring(second.client, json.dumps(exported))
    await settled(app, second.user_id)
    again = await export_of(second)

    assert (done["status"], done["report"]["refusals"]) == ("done", [])
    assert done["report"]["created"] == done["report"]["read"] - done["report"]["left_out"]
    assert kept(again) == kept(exported)


async def test_figures_are_the_same_wherever_they_are_reckoned(
    app: FastAPI, clock: FakeClock
) -> None:
    first, second = await a_life(app), await a_guest(app)
    await settled(app, first.user_id)
    await bring(second.client, json.dumps(await export_of(first)))
    clock.pass_by(days=3)
    for guest in (first, second):
        await settled(app, guest.user_id)

    for path in ("streaks", "goals", "milestones", "contact-events"):
        figures = [
            (await guest.client.get(f"/v1/{path}")).json()["items"] for guest in (first, second)
        ]
        assert by_id(figures[1]) == by_id(figures[0]), path
        assert figures[0], path


async def test_the_same_file_twice_makes_nothing_twice(app: FastAPI) -> None:
    first, second = await a_life(app), await a_guest(app)
    file = json.dumps(await export_of(first))
    await bring(second.client, file)
    await settled(app, second.user_id)
    before = kept(await export_of(second))
    again = (await bring(second.client, file))["report"]

    assert (again["created"], again["refused"]) == (0, 0)
    assert kept(await export_of(second)) == before
    home = (await bring(first.client, file))["report"]
    assert (home["created"], home["refused"]) == (0, 0)


async def test_what_was_deleted_stays_deleted(app: FastAPI) -> None:
    guest = await a_life(app)
    exported = await export_of(guest)
    [mood] = exported["tables"]["moods"]
    await guest.client.delete(f"/v1/moods/{mood['id']}")
    report = (await bring(guest.client, json.dumps(exported)))["report"]

    assert [each["reason"] for each in report["refusals"]] == ["deleted"]
    assert (await guest.client.get(f"/v1/moods/{mood['id']}")).status_code == 404


async def test_a_dry_run_counts_and_writes_nothing(app: FastAPI) -> None:
    first, second = await a_life(app), await a_guest(app)
    file = json.dumps(await export_of(first))
    dry = (await bring(second.client, file, dry_run="true"))["report"]
    assert not any(kept(await export_of(second)).values())
    done = (await bring(second.client, file))["report"]

    assert dry["created"] == done["created"] - 1  # the link from an event to its urge
    assert dry["refused"] == 0


async def test_a_streak_like_one_that_runs_is_refused_with_what_belongs_to_it(
    app: FastAPI,
) -> None:
    first, second = await a_guest(app), await a_guest(app)
    for guest in (first, second):
        await guest.client.post("/v1/streaks", json={"kind": "no_contact"})
    report = (await bring(second.client, json.dumps(await export_of(first))))["report"]

    reasons = {each["table"]: each["reason"] for each in report["refusals"]}
    assert reasons == {
        "streaks": "in_conflict_with_another_row",
        "streak_policies": "unknown_reference at /streak_id",
    }


@pytest.mark.parametrize("policies", [[], [{"counts": ["some_future_kind"]}]])
async def test_a_streak_whose_first_policy_is_lost_counts_what_its_kind_does(
    app: FastAPI, policies: list[Json]
) -> None:
    first, second = await a_guest(app), await a_guest(app)
    streak = {"kind": "no_contact", "started_at": "2026-01-05T21:00:00Z"}
    await first.client.post("/v1/streaks", json=streak)
    for reason in ("work", None):
        event = {"kind": "reached_out", "occurred_at": "2026-03-01T21:00:00Z", "reason": reason}
        answer = await first.client.post("/v1/contact-events", json=event)
        assert answer.status_code == 201, answer.text
    exported = await export_of(first)
    [policy] = exported["tables"]["streak_policies"]
    exported["tables"]["streak_policies"] = [policy | changes for changes in policies]
    report = (await bring(second.client, json.dumps(exported)))["report"]

    assert report["refused"] == len(policies)
    figures = [
        by_id((await guest.client.get("/v1/streaks")).json()["items"]) for guest in (first, second)
    ]
    assert figures[0] == figures[1]
    [copied] = (await export_of(second))["tables"]["streak_policies"]
    assert all(copied[name] == policy[name] for name in ("counts", "exceptions"))


async def test_a_file_cannot_claim_to_be_another_apps(app: FastAPI) -> None:
    first, second = await a_life(app), await a_guest(app)
    exported = await export_of(first)
    exported["tables"]["moods"][0]["source"] = "0199e4a2-7c31-7000-8000-000000000001"
    await bring(second.client, json.dumps(exported))

    [mood] = (await second.client.get("/v1/moods")).json()["items"]
    assert mood["source"] == "import:own_orbit"


def by_id(rows: list[Json]) -> dict[str, Json]:
    return {row["id"]: without([row])[0] for row in rows}
