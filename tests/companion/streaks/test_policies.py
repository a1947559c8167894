from uuid import uuid4

from httpx2 import AsyncClient

from tests.companion.streaks.lives import (
    a_contact,
    a_streak,
    at,
    created,
    read,
    standing_at,
    streak_now,
)


@standing_at("2026-06-12T12:00")
async def test_versions_are_listed_newest_first_from_the_streaks_start(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    path = f"/v1/streaks/{streak['id']}/policies"
    new = await created(me, path, {"counts": ["replied"], "exceptions": ["work"]})
    found = (await read(me, path))["items"]
    assert found[0] == new
    assert (new["effective_at"], new["streak_id"]) == ("2026-06-12T10:00:00Z", streak["id"])
    assert (found[1]["effective_at"], found[1]["counts"]) == (
        None,
        ["met_by_choice", "reached_out"],
    )
    first = await read(me, path, limit=1)
    second = await read(me, path, limit=1, cursor=first["next_cursor"])
    assert first["items"] + second["items"] == found
    assert second["next_cursor"] is None


@standing_at("2026-06-12T12:00")
async def test_past_days_keep_the_policy_they_had(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    for moment in ("2026-06-05T12:00", "2026-06-10T12:00"):
        await a_contact(me, moment, reason="belongings")
    assert (await streak_now(me, streak))["slip_count"] == 0
    effective_at = at("2026-06-08T12:00").isoformat()
    body = {"counts": ["reached_out"], "exceptions": [], "effective_at": effective_at}
    await created(me, f"/v1/streaks/{streak['id']}/policies", body)
    found = await streak_now(me, streak)
    assert (found["slip_count"], found["last_slip_at"]) == (1, "2026-06-10T10:00:00Z")


@standing_at("2026-06-12T12:00")
async def test_the_first_version_holds_from_a_start_that_moved(me: AsyncClient) -> None:
    terms = {"counts": ["replied"], "exceptions": []}
    streak = await a_streak(me, "2026-06-10T12:00", policy=terms)
    await a_contact(me, "2026-06-03T12:00", "replied")
    await a_contact(me, "2026-06-07T12:00")
    path = f"/v1/streaks/{streak['id']}"
    await me.patch(path, json={"started_at": at("2026-06-01T12:00").isoformat()})
    assert (await streak_now(me, streak))["slip_count"] == 1
    body = {"counts": ["reached_out"], "effective_at": at("2026-06-05T12:00").isoformat()}
    await created(me, f"{path}/policies", body)
    assert (await streak_now(me, streak))["slip_count"] == 2


@standing_at("2026-06-12T12:00")
async def test_a_version_comes_not_before_the_newest_nor_ahead(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    path = f"/v1/streaks/{streak['id']}/policies"
    body = {"counts": ["replied"], "effective_at": at("2026-06-05T12:00").isoformat()}
    await created(me, path, body)
    await created(me, path, body)
    for moment in ("2026-06-05T11:59:59", "2026-06-12T12:05:01"):
        answer = await me.post(path, json=body | {"effective_at": at(moment).isoformat()})
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json()["errors"]] == ["/effective_at"]


@standing_at("2026-06-12T12:00")
async def test_of_two_versions_of_one_moment_the_later_holds(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    await a_contact(me, "2026-06-06T12:00", "replied")
    path, slips = f"/v1/streaks/{streak['id']}/policies", []
    for counts in (["replied"], ["posted"], ["replied"], ["posted"]):
        body = {"counts": counts, "effective_at": at("2026-06-05T12:00").isoformat()}
        await created(me, path, body)
        slips.append((await streak_now(me, streak))["slip_count"])
    assert slips == [1, 0, 1, 0]
    event = await a_contact(me, "2026-06-07T12:00", "replied")
    assert [each["because"] for each in event["effects"]] == ["kind-not-counted"]
    assert (await streak_now(me, streak))["slip_count"] == 0


@standing_at("2026-06-12T12:00")
async def test_a_repeated_version_is_the_one_that_is_there(me: AsyncClient) -> None:
    streak = await a_streak(me, "2026-06-01T12:00")
    other = await a_streak(me, "2026-06-01T12:00", label="other")
    path = f"/v1/streaks/{streak['id']}/policies"
    effective_at = at("2026-06-05T12:00").isoformat()
    body = {"id": str(uuid4()), "counts": ["replied"], "effective_at": effective_at}
    first = await created(me, path, body)
    await created(me, path, {"counts": ["posted"]})
    again = await me.post(path, json=body)
    assert (again.status_code, again.json()) == (200, first)
    elsewhere = await me.post(f"/v1/streaks/{other['id']}/policies", json=body)
    assert (elsewhere.status_code, elsewhere.json()["type"]) == (409, "/problems/id-taken")


async def test_a_streak_that_is_not_there_has_no_policies(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    theirs = await a_streak(somebody_else)
    for streak_id in (str(uuid4()), theirs["id"]):
        path = f"/v1/streaks/{streak_id}/policies"
        for answer in (await me.get(path), await me.post(path, json={"counts": ["replied"]})):
            assert answer.json()["type"] == "/problems/streak-not-found"
