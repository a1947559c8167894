"""A week, looked back on, over HTTP. NOON is a Tuesday of week 11."""

import pytest
from httpx2 import AsyncClient

from tests.reading.diary import Diary
from tests.reading.living import a_streak, prefer

LAST_WEEK = "/v1/recaps/2026-W10"


async def test_a_week_without_entries_is_a_quiet_one(me: AsyncClient) -> None:
    found = (await me.get(LAST_WEEK)).json()

    assert (found["from"], found["to"], found["complete"]) == ("2026-03-02", "2026-03-08", True)
    assert found["lines"] == ["A quiet week: nothing was written down, and that is fine."]


async def test_the_running_week_says_so(me: AsyncClient) -> None:
    found = (await me.get("/v1/recaps/2026-W11")).json()

    assert not found["complete"]
    assert found["lines"][-1] == "It is still going on."


@pytest.mark.parametrize("week", ["2026-W54", "2025-W53", "2026-W00", "2026-11", "W11", "x"])
async def test_a_week_that_no_year_has_is_refused(me: AsyncClient, week: str) -> None:
    assert (await me.get(f"/v1/recaps/{week}")).status_code == 422


async def test_a_week_to_come_is_no_recap_yet(me: AsyncClient) -> None:
    answer = await me.get("/v1/recaps/2026-W12")

    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/recap-not-yet"


async def test_a_week_is_told(diary: Diary) -> None:
    client = diary.guest.client
    goal = {"title": "Run", "area": "body", "starts_on": "2026-03-02"}
    weekly = goal | {"cadence": {"times": 1, "per": "week"}}
    goal_id = (await client.post("/v1/goals", json=weekly)).json()["id"]
    log = {"area": "body", "goal_id": goal_id, "company": ["friends"], "first_time": True}
    await client.post("/v1/activity-logs", json=log | {"occurred_at": "2026-03-04T12:00:00Z"})
    await diary.write("log", "2026-03-08", area="mind", company=["friends", "family"])
    await diary.write("log", "2026-03-09", area="work")
    for day, valence in (("2026-03-03", 0.2), ("2026-03-05", 0.4)):
        await diary.write("mood", day, valence=valence)

    found = (await client.get(LAST_WEEK)).json()

    assert found["lines"] == [
        "Something for the first time.",
        "2 things done for yourself, in: body, mind.",
        "In company: friends\u00a02×, family\u00a01×.",  # noqa: RUF001
        "One goal met.",
        "Mood over 2 check-ins: +0.30 on average, from −1 to 1.",  # noqa: RUF001
    ]
    assert found["mood"] == {"n": 2, "mean": 0.3, "spread": 0.141}
    assert found["goals"] == {"met": 1, "goal_ids": [goal_id]}
    assert found["company"] == [{"company": "friends", "n": 2}, {"company": "family", "n": 1}]


async def test_streaks_are_counted_only_for_who_wants_it(me: AsyncClient) -> None:
    started = {"kind": "no_contact", "started_at": "2026-03-03T12:00:00Z"}
    await me.post("/v1/streaks", json=started)
    slip = {"kind": "reached_out", "occurred_at": "2026-03-05T12:00:00Z"}
    await me.post("/v1/contact-events", json=slip)

    quiet, counted = (await me.get(LAST_WEEK)).json(), (await me.get(f"{LAST_WEEK}?counters=true"))
    await me.patch("/v1/me", json={"preferences": {"show_counters": "always"}})
    always = (await me.get(LAST_WEEK)).json()

    assert (quiet["streaks"][0]["kept"], quiet["streaks"][0]["days_kept"]) == ("most", None)
    assert quiet["lines"] == ["No contact: kept on most days."]
    assert counted.json()["lines"] == ["No contact: kept on 5 of 6 days."]
    assert always["streaks"] == counted.json()["streaks"]


@pytest.mark.parametrize("form", ["application/json", "text/html", "image/svg+xml"])
async def test_who_never_wants_counts_gets_none_by_asking(me: AsyncClient, form: str) -> None:
    await a_streak(me, "2026-03-03")
    path, asked = LAST_WEEK, {"counters": "true"}
    quiet = await me.get(path, headers={"accept": form})
    await prefer(me, show_counters="never")
    answer = await me.get(path, params=asked, headers={"accept": form})

    assert answer.text == quiet.text
    await prefer(me, show_counters="on_request")
    assert (await me.get(path, params=asked, headers={"accept": form})).text != quiet.text


async def test_in_safety_mode_there_are_no_streaks(me: AsyncClient) -> None:
    started = {"kind": "no_contact", "started_at": "2026-03-01T12:00:00Z"}
    await me.post("/v1/streaks", json=started)
    await me.patch("/v1/me", json={"preferences": {"safety_mode": True}})

    assert (await me.get(f"{LAST_WEEK}?counters=true")).json()["streaks"] == []


@pytest.mark.parametrize("form", ["application/json", "text/html", "image/svg+xml"])
async def test_in_safety_mode_nothing_is_said_of_the_other_person(
    me: AsyncClient, form: str
) -> None:
    log = {"title": "Swim", "area": "body", "company": ["person", "friends"]}
    log["occurred_at"] = "2026-03-04T12:00:00Z"
    assert (await me.post("/v1/activity-logs", json=log)).status_code == 201
    asked = {"accept": form}

    told = (await me.get(LAST_WEEK, headers=asked)).text
    await me.patch("/v1/me", json={"preferences": {"safety_mode": True}})
    untold = (await me.get(LAST_WEEK, headers=asked)).text

    assert "the other person" in told
    assert "friends" in untold
    assert "person" not in untold


async def test_the_weeks_add_up_to_what_the_streak_says(me: AsyncClient) -> None:
    """Breaks, gaps over the ends of weeks, a pause, and a slip inside a gap."""
    started = {"kind": "no_contact", "started_at": "2026-02-04T12:00:00Z"}
    streak = (await me.post("/v1/streaks", json=started)).json()
    for at, restart in (
        ("02-06T12", "02-11T12"),
        ("02-07T12", "02-12T12"),
        ("02-22T12", "02-22T20"),
        ("02-22T18", None),
        ("02-28T12", None),
    ):
        body = {"kind": "reached_out", "occurred_at": f"2026-{at}:00:00Z"}
        later = {"restart_at": f"2026-{restart}:00:00Z"} if restart else {}
        assert (await me.post("/v1/contact-events", json=body | later)).status_code == 201
    pause = {"from_on": "2026-02-14", "until_on": "2026-02-17"}
    path = f"/v1/streaks/{streak['id']}"
    assert (await me.post(f"{path}/pauses", json=pause)).status_code == 201

    weeks = [
        (await me.get(f"/v1/recaps/2026-W{week:02}?counters=true")).json()["streaks"]
        for week in range(5, 12)
    ]

    whole = (await me.get(path)).json()
    assert weeks[0] == []
    for figure in ("days_kept", "days_tried"):
        assert sum(each[figure] for week in weeks for each in week) == whole[figure]
    assert whole["days_kept"] == 23


async def test_a_page_stands_for_itself(me: AsyncClient) -> None:
    headers = {"accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "accept-language": "de"}

    answer = await me.get(LAST_WEEK, headers=headers)

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 's")
    assert '<html lang="de">' in answer.text
    assert "<li>Eine stille Woche" in answer.text
    assert "<script" not in answer.text
    again = await me.get(LAST_WEEK, headers=headers | {"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


async def test_a_card_says_what_it_shows(diary: Diary) -> None:
    await diary.write("mood", "2026-03-03", valence=0.2)

    answer = await diary.guest.client.get(LAST_WEEK, headers={"accept": "image/svg+xml"})

    assert answer.headers["content-type"] == "image/svg+xml"
    assert "<title" in answer.text
    assert "Mood of one check-in" in answer.text.partition("</desc>")[0]
