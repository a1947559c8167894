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


@standing_at("2026-03-20T22:00")
@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("no_contact", ["met_by_choice", "reached_out"]),
        ("no_checking", ["asked_about", "checked_old_messages", "checked_profile", "went_past"]),
        ("social_quiet", ["posted"]),
    ],
)
async def test_a_streak_begins_now_with_the_policy_of_its_kind(
    me: AsyncClient, kind: str, counts: list[str]
) -> None:
    found = await created(me, "/v1/streaks", {"kind": kind})
    assert found["started_at"] == found["as_of"] == "2026-03-20T21:00:00Z"
    assert (found["started_on"], found["time_zone"]) == ("2026-03-20", "Europe/Berlin")
    assert (found["status"], found["ending"], found["slip_count"]) == ("active", None, 0)
    assert found["policy"]["counts"] == counts
    assert len(found["policy"]["exceptions"]) == 7


async def test_a_custom_streak_has_to_say_what_counts(me: AsyncClient) -> None:
    for policy in (None, {"exceptions": ["work"]}):
        answer = await me.post("/v1/streaks", json={"kind": "custom", "policy": policy})
        assert pointers(answer.json()) == ["/policy/counts"]
    terms = {"counts": ["replied", "replied"], "exceptions": ["work"]}
    found = await created(me, "/v1/streaks", {"kind": "custom", "policy": terms})
    assert found["policy"] == {"counts": ["replied"], "exceptions": ["work"]}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"measures": ["muted"]}, "/measures"),
        ({"started_at": "2026-03-10T13:05:00.001+01:00"}, "/started_at"),
        ({"time_zone": "Europe/Nowhere"}, "/time_zone"),
        ({"platforms": ["My Space"]}, "/platforms/0"),
        ({"policy": {"counts": []}}, "/policy/counts"),
        ({"label": ""}, "/label"),
        ({"person_id": str(uuid4())}, "/person_id"),
        ({"days": 3}, "/days"),
    ],
)
async def test_what_does_not_fit_is_refused_where_it_is(
    me: AsyncClient, change: Json, pointer: str
) -> None:
    answer = await me.post("/v1/streaks", json={"kind": "no_contact", **change})
    assert answer.status_code == 422
    assert pointers(answer.json()) == [pointer]


async def test_five_minutes_ahead_is_a_clock_that_is_off(me: AsyncClient) -> None:
    found = await a_streak(me, "2026-03-10T13:05:00+01:00")
    assert (found["current"]["elapsed_seconds"], found["current"]["days"]) == (0, 0)


@standing_at("2026-06-12T12:00")
async def test_what_was_logged_before_counts_at_once(me: AsyncClient) -> None:
    await a_contact(me, "2026-06-05T12:00")
    await a_contact(me, "2026-05-05T12:00")
    found = await a_streak(me, "2026-06-01T12:00")
    assert (found["slip_count"], found["current"]["days"], found["longest"]["days"]) == (1, 7, 7)


SAME: Json = {"kind": "social_quiet", "platforms": ["one", "two"], "label": "evenings"}


@pytest.mark.parametrize(
    ("other", "status"),
    [
        (SAME, 409),
        (SAME | {"platforms": ["two", "one", "two"]}, 409),
        (SAME | {"platforms": ["one"]}, 201),
        (SAME | {"label": None}, 201),
        (SAME | {"label": "mornings"}, 201),
        (SAME | {"kind": "no_contact"}, 201),
    ],
)
async def test_the_same_streak_runs_once(me: AsyncClient, other: Json, status: int) -> None:
    await created(me, "/v1/streaks", SAME)
    answer = await me.post("/v1/streaks", json=other)
    assert answer.status_code == status
    if status == 409:
        assert answer.json()["type"] == "/problems/streak-runs-already"


async def test_nothing_equals_nothing_when_streaks_are_compared(me: AsyncClient) -> None:
    person_id = await a_person(me)
    assert (await me.post("/v1/streaks", json={"kind": "no_contact"})).status_code == 201
    assert (await me.post("/v1/streaks", json={"kind": "no_contact"})).status_code == 409
    about = {"kind": "no_contact", "person_id": person_id}
    assert (await me.post("/v1/streaks", json=about)).status_code == 201
    assert (await me.post("/v1/streaks", json=about)).status_code == 409


async def test_a_create_can_be_repeated_for_ever(me: AsyncClient) -> None:
    body = {"id": str(uuid4()), "kind": "no_contact"}
    first = await created(me, "/v1/streaks", body)
    again = await me.post("/v1/streaks", json=body)
    assert (again.status_code, again.json()) == (200, first)
    other = await me.post("/v1/streaks", json=body | {"label": "other"})
    assert (other.status_code, other.json()["type"]) == (409, "/problems/id-taken")

    await created(me, f"/v1/streaks/{first['id']}/policies", {"counts": ["replied"]})
    again = await me.post("/v1/streaks", json=body)
    assert (again.status_code, again.json()["policy"]["counts"]) == (200, ["replied"])
    await me.put(f"/v1/streaks/{first['id']}/ending", json={"outcome": "other"})
    await a_streak(me)
    again = await me.post("/v1/streaks", json=body)
    assert (again.status_code, again.json()["status"]) == (200, "finished")

    await me.delete(f"/v1/streaks/{first['id']}")
    gone = await me.post("/v1/streaks", json=body)
    assert (gone.status_code, gone.json()["type"]) == (410, "/problems/deleted")


@standing_at("2026-06-12T12:00")
async def test_a_change_is_as_if_it_had_always_been_so(me: AsyncClient) -> None:
    await a_contact(me, "2026-06-03T12:00")
    await a_contact(me, "2026-06-05T12:00", platform="one")
    streak = await a_streak(me, "2026-06-04T12:00")

    moved = await me.patch(
        f"/v1/streaks/{streak['id']}",
        json={"started_at": "2026-06-01T12:00:00+02:00"},
        headers={"if-match": f'"r{streak["revision"]}"'},
    )

    assert moved.status_code == 200
    found = moved.json()
    assert (found["slip_count"], found["started_on"], found["days_tried"]) == (2, "2026-06-01", 12)
    assert moved.headers["etag"] == f'"r{found["revision"]}"'
    narrowed = await me.patch(f"/v1/streaks/{streak['id']}", json={"platforms": ["one"]})
    assert (narrowed.json()["slip_count"], narrowed.json()["platforms"]) == (1, ["one"])
    late = await me.patch(
        f"/v1/streaks/{streak['id']}",
        json={"label": "late"},
        headers={"if-match": f'"r{streak["revision"]}"'},
    )
    assert late.status_code == 412


async def test_a_change_into_a_running_twin_is_refused(me: AsyncClient) -> None:
    await a_streak(me, label="one")
    two = await a_streak(me, label="two")
    answer = await me.patch(f"/v1/streaks/{two['id']}", json={"label": "one"})
    assert answer.json()["type"] == "/problems/streak-runs-already"
    assert (await streak_now(me, two))["label"] == "two"
    cleared = await me.patch(f"/v1/streaks/{two['id']}", json={"label": None})
    assert (cleared.status_code, cleared.json()["label"]) == (200, None)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"started_at": "2026-03-11T12:00:00Z"}, "/started_at"),
        ({"measures": ["muted"]}, "/measures"),
        ({"kind": "custom"}, "/kind"),
        ({"platforms": None}, "/platforms"),
    ],
)
async def test_a_change_that_does_not_fit_is_refused(
    me: AsyncClient, change: Json, pointer: str
) -> None:
    streak = await a_streak(me)
    answer = await me.patch(f"/v1/streaks/{streak['id']}", json=change)
    assert (answer.status_code, pointers(answer.json())) == (422, [pointer])


async def test_streaks_are_listed_newest_first_a_page_at_a_time(
    me: AsyncClient, clock: FakeClock
) -> None:
    made = []
    for label in ("a", "b", "c"):
        made.append((await a_streak(me, label=label))["id"])
        clock.pass_by(seconds=1)
    first = await read(me, "/v1/streaks", limit=2)
    second = await read(me, "/v1/streaks", limit=2, cursor=first["next_cursor"])
    assert [each["id"] for each in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None
    assert first["items"][0]["as_of"] == clock.now.isoformat().replace("+00:00", "Z")


async def test_a_tag_says_that_only_the_clock_has_moved(me: AsyncClient, clock: FakeClock) -> None:
    streak = await a_streak(me)
    for path in ("/v1/streaks", f"/v1/streaks/{streak['id']}"):
        tag = (await me.get(path)).headers["etag"]
        assert tag.startswith("W/")
        clock.pass_by(minutes=1)
        assert (await me.get(path, headers={"if-none-match": tag})).status_code == 304


@standing_at("2026-06-01T12:00")
async def test_a_streak_of_today_goes_on_counting(me: AsyncClient, clock: FakeClock) -> None:
    streak = await a_streak(me)
    clock.pass_by(days=3)
    found = await streak_now(me, streak)
    assert found["current"]["elapsed_seconds"] == 3 * 86_400
    assert (found["current"]["days"], found["days_kept"]) == (3, 4)
    assert found["longest"] == found["current"] | {"ended_at": None}


async def test_what_is_not_there_is_not_found_and_can_be_deleted(me: AsyncClient) -> None:
    path = f"/v1/streaks/{uuid4()}"
    for answer in (await me.get(path), await me.patch(path, json={})):
        assert answer.status_code == 404
        assert answer.json()["type"] == "/problems/streak-not-found"
    assert (await me.delete(path)).status_code == 204


async def test_a_deleted_streak_leaves_what_happened(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-03-01T12:00")
    event = await a_contact(me, "2026-03-05T12:00")
    await created(me, f"/v1/streaks/{streak['id']}/pauses", {})
    assert (await me.delete(f"/v1/streaks/{streak['id']}")).status_code == 204
    assert (await me.get(f"/v1/streaks/{streak['id']}")).status_code == 404
    assert (await read(me, f"/v1/contact-events/{event['id']}"))["effects"] == []


async def test_two_users_never_meet(me: AsyncClient, somebody_else: AsyncClient) -> None:
    streak = await a_streak(me, "2026-03-01T12:00")
    await a_contact(somebody_else, "2026-03-05T12:00")
    assert (await streak_now(me, streak))["slip_count"] == 0
    assert (await somebody_else.get(f"/v1/streaks/{streak['id']}")).status_code == 404
    theirs = await created(somebody_else, "/v1/streaks", {"id": streak["id"], "kind": "no_contact"})
    assert theirs["slip_count"] == 0
    person_id = await a_person(somebody_else)
    answer = await me.post("/v1/streaks", json={"kind": "no_checking", "person_id": person_id})
    assert answer.json()["type"] == "/problems/unknown-reference"


@standing_at("2026-06-10T12:00")
async def test_a_move_never_takes_a_day_back(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    slip = await a_contact(me, "2026-06-05T01:30")
    assert slip["local_date"] == "2026-06-04"
    before = await streak_now(me, streak)
    for change in ({"time_zone": "Pacific/Pago_Pago"}, {"day_starts_at": "12:00"}):
        assert (await me.patch("/v1/me", json=change)).status_code == 200
        after = await streak_now(me, streak)
        assert after["days_tried"] == before["days_tried"]
        assert (after["time_zone"], after["started_on"]) == ("Europe/Berlin", "2026-06-01")
    unmoved = await read(me, f"/v1/contact-events/{slip['id']}")
    assert (unmoved["local_date"], unmoved["time_zone"]) == ("2026-06-04", "Europe/Berlin")
    moved = await me.patch(
        f"/v1/contact-events/{slip['id']}",
        json={"occurred_at": at("2026-06-05T04:30").isoformat()},
    )
    assert moved.json()["local_date"] == "2026-06-05"


def pointers(problem: Json) -> list[str]:
    return [each["pointer"] for each in problem["errors"]]
