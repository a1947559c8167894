"""What a deleted person takes along, and what that does to the streaks that stay."""

from httpx2 import AsyncClient

from tests.companion.streaks.lives import (
    a_contact,
    a_person,
    a_streak,
    created,
    read,
    segments,
    standing_at,
    streak_now,
)


@standing_at("2026-06-12T12:00")
async def test_a_person_takes_their_streaks_and_events_along(me: AsyncClient) -> None:
    alex, sam = await a_person(me, "Alex"), await a_person(me, "Sam")
    about_alex = await a_streak(me, "2026-06-01T12:00", person_id=alex)
    about_sam = await a_streak(me, "2026-06-01T12:00", person_id=sam)
    await created(me, f"/v1/streaks/{about_alex['id']}/pauses", {"from_on": "2026-06-11"})
    with_alex = await a_contact(me, "2026-06-05T12:00", person_id=alex)
    with_sam = await a_contact(me, "2026-06-07T12:00", person_id=sam)

    assert (await me.delete(f"/v1/people/{alex}")).status_code == 204

    assert (await me.get(f"/v1/streaks/{about_alex['id']}")).status_code == 404
    assert (await me.get(f"/v1/contact-events/{with_alex['id']}")).status_code == 404
    assert (await read(me, "/v1/contact-events"))["items"] == [with_sam]
    assert (await streak_now(me, about_sam))["slip_count"] == 1


@standing_at("2026-06-12T12:00")
async def test_a_streak_about_nobody_heals_when_a_person_goes(me: AsyncClient) -> None:
    alex, sam = await a_person(me, "Alex"), await a_person(me, "Sam")
    streak = await a_streak(me, "2026-06-01T12:00")
    await a_contact(me, "2026-06-05T12:00", person_id=alex)
    await a_contact(me, "2026-06-07T12:00", person_id=sam)
    before = await streak_now(me, streak)
    assert [each["days"] for each in await segments(me, streak)] == [5, 2, 4]

    await me.delete(f"/v1/people/{alex}")

    after = await streak_now(me, streak)
    assert (before["slip_count"], after["slip_count"]) == (2, 1)
    assert after["revision"] > before["revision"]
    assert [each["days"] for each in await segments(me, streak)] == [5, 6]
    assert len((await read(me, "/v1/contact-events"))["items"]) == 1


@standing_at("2026-06-12T12:00")
async def test_a_person_without_events_leaves_streaks_as_they_were(me: AsyncClient) -> None:
    person_id = await a_person(me)
    streak = await a_streak(me, "2026-06-01T12:00")
    await me.delete(f"/v1/people/{person_id}")
    assert (await streak_now(me, streak))["revision"] == streak["revision"]
