from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.companion.streaks.lives import (
    Json,
    a_contact,
    a_person,
    a_streak,
    at,
    created,
    read,
    standing_at,
    streak_now,
)

EVENTS = "/v1/contact-events"


async def test_necessary_contact_breaks_nothing(me: AsyncClient) -> None:
    person_id = await a_person(me)
    streak = await a_streak(me, "2026-03-01T12:00", person_id=person_id)
    reasons = ("children", "work", "bills", "belongings", "legal", "health", "safety")
    for reason in reasons:
        event = await a_contact(me, "2026-03-05T12:00", person_id=person_id, reason=reason)
        assert event["effects"] == [
            {"streak_id": streak["id"], "breaks": False, "because": "reason-excepted"}
        ]
    assert (await streak_now(me, streak))["slip_count"] == 0


@pytest.mark.parametrize(
    ("kind", "initiated_by", "broken"),
    [
        ("reached_out", "me", ["no_contact"]),
        ("met_by_choice", "me", ["no_contact"]),
        ("replied", "them", []),
        ("heard_from", "them", []),
        ("told_about", "third_party", []),
        ("met_by_chance", "chance", []),
        ("checked_profile", "me", ["no_checking"]),
        ("checked_old_messages", "me", ["no_checking"]),
        ("asked_about", "me", ["no_checking"]),
        ("went_past", "me", ["no_checking"]),
        ("posted", "nobody", ["social_quiet"]),
    ],
)
async def test_only_what_a_streak_is_about_breaks_it(
    me: AsyncClient, kind: str, initiated_by: str, broken: list[str]
) -> None:
    kinds = {
        (await a_streak(me, "2026-03-01T12:00", kind=each))["id"]: each
        for each in ("no_contact", "no_checking", "social_quiet")
    }
    event = await a_contact(me, "2026-03-05T12:00", kind)
    assert event["initiated_by"] == initiated_by
    assert [kinds[each["streak_id"]] for each in event["effects"] if each["breaks"]] == broken
    assert len(event["effects"]) == 3
    for each in (await read(me, "/v1/streaks"))["items"]:
        assert each["slip_count"] == (each["kind"] in broken)


async def test_an_event_concerns_streaks_of_its_person_and_of_nobody(me: AsyncClient) -> None:
    alex, sam = await a_person(me, "Alex"), await a_person(me, "Sam")
    about_all = await a_streak(me, "2026-03-01T12:00")
    about_alex = await a_streak(me, "2026-03-01T13:00", person_id=alex)
    about_sam = await a_streak(me, "2026-03-01T14:00", person_id=sam)
    with_alex = await a_contact(me, "2026-03-05T12:00", person_id=alex)
    with_nobody = await a_contact(me, "2026-03-06T12:00")
    concerned = [each["streak_id"] for each in with_alex["effects"]]
    assert concerned == [about_all["id"], about_alex["id"]]
    assert [each["streak_id"] for each in with_nobody["effects"]] == [about_all["id"]]
    listed = (await read(me, EVENTS))["items"]
    assert listed == [with_nobody, with_alex]
    assert await read(me, f"{EVENTS}/{with_alex['id']}") == with_alex
    slips = [
        (await streak_now(me, each))["slip_count"] for each in (about_all, about_alex, about_sam)
    ]
    assert slips == [2, 1, 0]


async def test_platforms_narrow_a_streak(me: AsyncClient) -> None:
    fields = {"kind": "social_quiet", "platforms": ["one"], "measures": ["muted", "hidden"]}
    streak = await a_streak(me, "2026-03-01T12:00", **fields)
    for platform, because in [("one", "counts"), ("two", "other-platform")]:
        event = await a_contact(me, "2026-03-05T12:00", "posted", platform=platform)
        assert [each["because"] for each in event["effects"]] == [because]
    assert (await streak_now(me, streak))["slip_count"] == 1


@standing_at("2026-06-12T12:00")
async def test_a_change_moves_the_break_along(me: AsyncClient) -> None:
    alex, sam = await a_person(me, "Alex"), await a_person(me, "Sam")
    first = await a_streak(me, "2026-06-01T12:00", person_id=alex)
    second = await a_streak(me, "2026-06-01T12:00", person_id=sam)
    event = await a_contact(me, "2026-06-05T12:00", person_id=alex, note="Hello.")
    path = f"{EVENTS}/{event['id']}"

    moved = await me.patch(path, json={"person_id": sam, "note": None})

    assert (moved.json()["note"], moved.json()["effects"][0]["streak_id"]) == (None, second["id"])
    assert (await streak_now(me, first))["slip_count"] == 0
    found = await streak_now(me, second)
    assert (found["slip_count"], found["current"]["days"]) == (1, 7)

    later = {"occurred_at": at("2026-06-07T12:00").isoformat(), "time_zone": "Asia/Tokyo"}
    moved = await me.patch(path, json=later)
    assert (moved.json()["local_date"], moved.json()["time_zone"]) == ("2026-06-07", "Asia/Tokyo")
    assert (await streak_now(me, second))["current"]["days"] == 5
    assert (await me.patch(path, json={"kind": "heard_from"})).status_code == 200
    assert (await streak_now(me, second))["slip_count"] == 0


async def test_a_changed_streak_has_a_version_of_its_own(me: AsyncClient, clock: FakeClock) -> None:
    streak, other = await a_streak(me, "2026-03-01T12:00"), await a_streak(me, kind="no_checking")
    clock.pass_by(minutes=1)
    event = await a_contact(me, "2026-03-05T12:00")
    found = await streak_now(me, streak)
    assert found["revision"] == event["revision"] > streak["revision"]
    assert found["updated_at"] == event["recorded_at"] > streak["updated_at"]
    assert (await streak_now(me, other))["revision"] == other["revision"]
    await a_contact(me, "2026-03-06T12:00", "heard_from")
    assert (await streak_now(me, streak))["revision"] == event["revision"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"occurred_at": "2026-03-10T13:05:00.001+01:00"}, "/occurred_at"),
        (
            {
                "occurred_at": "2026-03-10T12:00:00+01:00",
                "restart_at": "2026-03-10T13:05:00.001+01:00",
            },
            "/restart_at",
        ),
        (
            {
                "occurred_at": "2026-03-10T12:00:00+01:00",
                "restart_at": "2026-03-10T11:59:59+01:00",
            },
            "/restart_at",
        ),
        ({"occurred_at": "2026-03-10T12:00:00"}, "/occurred_at"),
        ({"person_id": str(uuid4())}, "/person_id"),
        ({"kind": "sent_flowers"}, "/kind"),
        ({"platform": "Some Place"}, "/platform"),
        ({"urge_id": str(uuid4())}, "/urge_id"),
    ],
)
async def test_what_does_not_fit_is_refused_where_it_is(
    me: AsyncClient, body: Json, pointer: str
) -> None:
    answer = await me.post(EVENTS, json={"kind": "reached_out", **body})
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


async def test_a_moment_moved_behind_its_restart_is_refused(me: AsyncClient) -> None:
    event = await a_contact(me, "2026-03-05T12:00", restart_at=at("2026-03-06T12:00").isoformat())
    path = f"{EVENTS}/{event['id']}"
    answer = await me.patch(path, json={"occurred_at": at("2026-03-07T12:00").isoformat()})
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/occurred_at"]
    cleared = await me.patch(path, json={"restart_at": None})
    assert (cleared.status_code, cleared.json()["restart_at"]) == (200, None)


async def test_others_people_are_as_unknown_as_nobody(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    theirs = await a_person(somebody_else)
    event = await a_contact(me, "2026-03-05T12:00")
    bodies = []
    for person_id in (theirs, str(uuid4())):
        new = await me.post(EVENTS, json={"kind": "replied", "person_id": person_id})
        change = await me.patch(f"{EVENTS}/{event['id']}", json={"person_id": person_id})
        for answer in (new, change):
            assert (answer.status_code, answer.json()["type"]) == (
                422,
                "/problems/unknown-reference",
            )
            bodies.append(answer.json()["errors"])
        assert (await read(me, EVENTS, person_id=person_id))["items"] == []
    assert bodies == [bodies[0]] * 4
    assert (await read(me, EVENTS))["items"] == [event]


async def test_a_create_can_be_repeated_for_ever(me: AsyncClient) -> None:
    streak, person_id = await a_streak(me, "2026-03-01T12:00"), await a_person(me)
    await a_streak(me, "2026-03-01T13:00", person_id=person_id)
    body = {"id": str(uuid4()), "kind": "reached_out", "occurred_at": "2026-03-05T12:00:00Z"}
    first = await created(me, EVENTS, body)
    before = await streak_now(me, streak)
    again = await me.post(EVENTS, json=body)
    assert (again.status_code, again.json()) == (200, first)

    changes = {"kind": "heard_from", "person_id": person_id}
    changed = await me.patch(f"{EVENTS}/{first['id']}", json=changes)
    assert len(changed.json()["effects"]) == 2
    again = await me.post(EVENTS, json=body)
    assert (again.status_code, again.json()) == (200, changed.json())
    assert (await streak_now(me, streak))["slip_count"] == 0
    assert before["slip_count"] == 1

    other = await me.post(EVENTS, json=body | {"kind": "replied"})
    assert (other.status_code, other.json()["type"]) == (409, "/problems/id-taken")
    await me.delete(f"{EVENTS}/{first['id']}")
    gone = await me.post(EVENTS, json=body)
    assert (gone.status_code, gone.json()["type"]) == (410, "/problems/deleted")
    assert (await streak_now(me, streak))["slip_count"] == 0


async def test_effects_come_in_the_order_in_which_streaks_began(me: AsyncClient) -> None:
    person_id = await a_person(me)
    about_all = await a_streak(me, "2026-03-02T12:00")
    about_one = await a_streak(me, "2026-03-01T12:00", person_id=person_id)
    body = {"kind": "reached_out", "person_id": person_id, "occurred_at": "2026-03-05T12:00:00Z"}
    event = await created(me, EVENTS, body)
    changed = await me.patch(f"{EVENTS}/{event['id']}", json={"kind": "replied"})
    for answer in (event, changed.json()):
        found = [each["streak_id"] for each in answer["effects"]]
        assert found == [about_one["id"], about_all["id"]]


async def test_a_list_can_be_narrowed_and_paged(me: AsyncClient) -> None:
    person_id = await a_person(me)
    await a_streak(me, "2026-03-01T12:00")
    made = [
        await a_contact(me, f"2026-03-0{day}T12:00", kind, person_id=person)
        for day, kind, person in [
            (2, "reached_out", None),
            (3, "replied", person_id),
            (4, "reached_out", person_id),
            (4, "heard_from", None),
        ]
    ]
    one, two, three, four = (each["id"] for each in made)
    for query, expected in [
        ({"person_id": person_id}, [three, two]),
        ({"kind": "reached_out"}, [three, one]),
        ({"kind": "reached_out", "person_id": person_id}, [three]),
        ({"from": "2026-03-03", "to": "2026-03-03"}, [two]),
        ({"from": "2026-03-05"}, []),
    ]:
        assert [each["id"] for each in (await read(me, EVENTS, **query))["items"]] == expected
    pages = [await read(me, EVENTS, limit=3)]
    pages.append(await read(me, EVENTS, limit=3, cursor=pages[0]["next_cursor"]))
    found = [each for page in pages for each in page["items"]]
    assert [each["id"] for each in found] == [*sorted([three, four], reverse=True), two, one]
    assert all(len(each["effects"]) == 1 for each in found)


async def test_versions_guard_changes(me: AsyncClient) -> None:
    event = await a_contact(me, "2026-03-05T12:00")
    path, old = f"{EVENTS}/{event['id']}", {"if-match": '"r1"'}
    assert (await me.patch(path, json={"tone": "open"}, headers=old)).status_code == 412
    assert (await me.delete(path, headers=old)).status_code == 412
    present = {"if-match": f'"r{event["revision"]}"'}
    answer = await me.patch(path, json={"tone": "open"}, headers=present)
    assert answer.headers["etag"] == f'"r{answer.json()["revision"]}"'
    assert (await me.delete(path, headers=present)).status_code == 412
    assert (await me.delete(path)).status_code == 204


async def test_what_is_not_there_is_not_found_and_can_be_deleted(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    theirs = await a_contact(somebody_else, "2026-03-05T12:00")
    for event_id in (str(uuid4()), theirs["id"]):
        path = f"{EVENTS}/{event_id}"
        for answer in (await me.get(path), await me.patch(path, json={})):
            assert answer.json()["type"] == "/problems/contact-event-not-found"
        assert (await me.delete(path)).status_code == 204
    assert await read(somebody_else, f"{EVENTS}/{theirs['id']}") == theirs
