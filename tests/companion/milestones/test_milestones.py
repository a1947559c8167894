"""Days reached within a streak: told after the fact, undone quietly by late data."""

import re
from uuid import UUID, uuid4

from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text

from tests.clock import FakeClock
from tests.companion.milestones.told import days_held, id_of, milestones, told
from tests.companion.streaks.lives import (
    Json,
    a_contact,
    a_person,
    a_streak,
    at,
    created,
    read,
    standing_at,
)

GERMAN = {"accept-language": "de-AT, en;q=0.5"}
NOTHING_TO_COME = re.compile(r"left|remain|until|next|to_go|missing|countdown|still")


@standing_at("2026-07-10T12:00")
async def test_a_late_slip_revokes_what_it_undoes_and_begins_anew(me: AsyncClient) -> None:
    """The worked example of the rules, in Berlin."""
    await a_streak(me, "2026-07-01T12:00")
    assert await told(me) == [
        (1, "2026-07-02", True),
        (3, "2026-07-04", True),
        (7, "2026-07-08", True),
    ]
    await a_contact(me, "2026-07-05T12:00")
    assert await told(me) == [
        (1, "2026-07-02", True),
        (1, "2026-07-06", True),
        (3, "2026-07-04", True),
        (3, "2026-07-08", True),
        (7, "2026-07-08", False),
    ]


@standing_at("2026-07-10T12:00")
async def test_what_is_true_again_is_the_same_record_as_before(
    me: AsyncClient, clock: FakeClock
) -> None:
    streak = await a_streak(me, "2026-07-01T12:00")
    before = await the_week(me)
    clock.pass_by(minutes=1)
    slip = await a_contact(me, "2026-07-05T12:00")
    revoked = await the_week(me)
    clock.pass_by(minutes=1)
    await me.delete(f"/v1/contact-events/{slip['id']}")
    returned = await the_week(me)

    assert before["streak_id"] == streak["id"]
    assert (before["revoked_at"], returned["revoked_at"]) == (None, None)
    assert revoked["revoked_at"] == "2026-07-10T10:01:00Z"
    assert before["revision"] < revoked["revision"] < returned["revision"]
    for name in ("id", "awarded_at", "recorded_at", "reached_on", "days", "title", "source"):
        assert before[name] == revoked[name] == returned[name], name


@standing_at("2026-07-10T12:00")
async def test_a_slip_of_now_leaves_what_was_reached(me: AsyncClient) -> None:
    await a_streak(me, "2026-07-01T12:00")
    await a_contact(me, "2026-07-10T11:00")

    assert await days_held(me) == [1, 3, 7]


async def test_an_early_start_that_is_corrected_takes_days_along(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-03-01T12:00")
    assert await days_held(me) == [1, 3, 7]
    await me.patch(f"/v1/streaks/{streak['id']}", json={"started_at": "2026-03-06T12:00:00Z"})

    assert await told(me) == [
        (1, "2026-03-07", True),
        (3, "2026-03-09", True),
        (7, "2026-03-08", False),
    ]


async def test_a_pause_moves_what_it_lies_before_though_a_slip_closed_that_stretch(
    me: AsyncClient,
) -> None:
    """The figures of the streak stay the same when such a pause moves; the date does not."""
    streak = await a_streak(me, "2026-02-01T12:00")
    await a_contact(me, "2026-02-20T12:00")
    path = f"/v1/streaks/{streak['id']}/pauses"
    pause = await created(me, path, {"from_on": "2026-02-03", "until_on": "2026-02-04"})
    first = [each for each in await told(me) if each[0] == 14]
    moved = {"from_on": "2026-02-17", "until_on": "2026-02-18"}
    assert (await me.patch(f"{path}/{pause['id']}", json=moved)).status_code == 200

    assert first == [(14, "2026-02-17", True), (14, "2026-03-06", True)]
    assert [each for each in await told(me) if each[0] == 14] == [
        (14, "2026-02-15", True),
        (14, "2026-03-06", True),
    ]


async def test_every_streak_has_its_own_and_the_list_can_be_narrowed(me: AsyncClient) -> None:
    streaks = [await a_streak(me, "2026-03-06T12:00", label=label) for label in ("one", "two")]

    assert await days_held(me) == [1, 1, 3, 3]
    for streak in streaks:
        own = await milestones(me, streak_id=streak["id"])
        assert [(each["days"], each["streak_id"]) for each in own] == [
            (3, streak["id"]),
            (1, streak["id"]),
        ]
    assert await milestones(me, streak_id=uuid4()) == []


async def test_the_list_is_paged_newest_first_by_the_date_reached(me: AsyncClient) -> None:
    await a_streak(me, "2025-12-01T12:00")
    whole = await milestones(me)
    page = await read(me, "/v1/milestones", limit=3)
    found = page["items"]
    while page["next_cursor"]:
        page = await read(me, "/v1/milestones", limit=3, cursor=page["next_cursor"])
        found += page["items"]

    assert [each["days"] for each in whole] == [90, 56, 31, 21, 14, 7, 3, 1]
    assert found == whole


async def test_one_is_read_by_its_id_and_cannot_be_written(me: AsyncClient) -> None:
    await a_streak(me, "2026-03-08T12:00")
    (milestone,) = await milestones(me)
    path = f"/v1/milestones/{milestone['id']}"

    assert await read(me, path) == milestone
    missed = await me.get(f"/v1/milestones/{uuid4()}")
    assert (missed.status_code, missed.json()["type"]) == (404, "/problems/milestone-not-found")
    for method in ("PUT", "PATCH", "DELETE"):
        assert (await me.request(method, path, json={})).status_code == 405
    assert (await me.post("/v1/milestones", json={})).status_code == 405


async def test_it_says_what_was_and_nothing_of_what_is_to_come(me: AsyncClient) -> None:
    await a_streak(me, "2026-03-03T12:00")
    for milestone in await milestones(me):
        assert milestone["kind"] == "streak_days"
        assert milestone["awarded_at"] == milestone["recorded_at"]
        assert not [name for name in milestone if NOTHING_TO_COME.search(name)]


async def test_the_title_is_in_the_language_asked_for(me: AsyncClient) -> None:
    await a_streak(me, "2026-03-03T12:00")
    week = await the_week(me)
    path = f"/v1/milestones/{week['id']}"
    german = await me.get(path, headers=GERMAN)
    await me.patch("/v1/me", json={"locale": "de-DE"})

    assert week["title"].startswith("Seven days")
    assert german.json()["title"].startswith("Sieben Tage")
    assert (await read(me, path))["title"] == german.json()["title"]


async def test_years_are_counted_in_the_title(me: AsyncClient) -> None:
    await a_streak(me, "2022-03-03T12:00")
    titles = {each["days"]: each["title"] for each in await milestones(me)}

    assert titles[365].startswith("A year")
    assert titles[730].startswith("2 years")
    assert titles[1460].startswith("4 years")


async def test_an_award_is_seen_by_a_client_that_had_the_list(
    me: AsyncClient, clock: FakeClock
) -> None:
    """The worker raises the user's revision, and with it the tag; done twice, it does not."""
    streak = await a_streak(me, "2026-03-10T12:00")
    await milestones(me)
    before = (await read(me, "/v1/me"))["revision"]
    clock.now = at("2026-03-11T12:00")
    (first,) = await milestones(me)
    after = (await read(me, "/v1/me"))["revision"]
    await me.patch(f"/v1/streaks/{streak['id']}", json={"label": "evenings"})
    await milestones(me)

    assert (first["revision"], after) == (before + 1, before + 1)
    assert (await read(me, "/v1/me"))["revision"] == after + 1
    assert await milestones(me) == [first]


async def test_a_streak_takes_its_milestones_along_with_tombstones(
    app: FastAPI, me: AsyncClient
) -> None:
    streak = await a_streak(me, "2026-03-03T12:00", person_id=await a_person(me))
    ids = {each["id"] for each in await milestones(me)}
    await me.delete(f"/v1/streaks/{streak['id']}")

    assert await milestones(me) == []
    assert {str(each) for each in await tombstones(app, id_of(me))} == ids
    assert await planned(app, id_of(me)) == []


async def test_in_safety_mode_the_list_stays(me: AsyncClient) -> None:
    await me.patch("/v1/me", json={"preferences": {"safety_mode": True}})
    await a_streak(me, "2026-03-03T12:00")

    assert await days_held(me) == [1, 3, 7]


async def test_milestones_are_ones_own(me: AsyncClient, somebody_else: AsyncClient) -> None:
    await a_streak(me, "2026-03-03T12:00")
    week = await the_week(me)

    assert await milestones(somebody_else) == []
    assert (await somebody_else.get(f"/v1/milestones/{week['id']}")).status_code == 404


async def the_week(client: AsyncClient) -> Json:
    (found,) = [each for each in await milestones(client) if each["days"] == 7]
    return found


async def tombstones(app: FastAPI, user_id: UUID) -> list[UUID]:
    async with app.state.database.lease() as db:
        await db.begin(user_id)
        rows = await db.all(text("SELECT id FROM tombstones WHERE table_name = 'milestones'"))
    return [row.id for row in rows]


async def planned(app: FastAPI, user_id: UUID) -> list[UUID]:
    async with app.state.database.lease() as db:
        query = text("SELECT due_at FROM due_work WHERE user_id = :user_id")
        return [row.due_at for row in await db.all(query, {"user_id": user_id})]
