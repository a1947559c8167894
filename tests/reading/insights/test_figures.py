"""The figures of each insight, over a few entries that can be added up by hand."""

from typing import Any

from tests.reading.diary import Diary

Json = dict[str, Any]
DAY = "2026-03-09"


async def read(diary: Diary, kind: str, query: str = "from=2026-03-02&to=2026-03-10") -> Json:
    answer = await diary.guest.client.get(f"/v1/insights/{kind}?{query}")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_mood_is_mean_and_spread_of_each_bucket(diary: Diary) -> None:
    for day, valence, energy in (("03-03", -0.5, 2), ("03-04", 0.5, None), (("03-09"), 0.3, 8)):
        await diary.write("mood", f"2026-{day}", valence=valence, energy=energy)
    await diary.write("mood", "2026-03-01", valence=-1)

    found = await read(diary, "mood")

    assert (found["n"], found["mean"], found["spread"]) == (3, 0.1, 0.529)
    first, second = found["buckets"]
    assert (first["n"], first["mean"], first["spread"]) == (2, 0, 0.707)
    assert (second["n"], second["mean"], second["spread"]) == (1, 0.3, None)
    assert first["energy"] == {"n": 1, "mean": 2}
    assert found["energy"] == {"n": 2, "mean": 5}
    assert found["longing"] == {"n": 0, "mean": None}


async def test_entries_at_the_edges_of_the_window_count_by_their_local_date(diary: Diary) -> None:
    """The index is on moments; a local date lies up to a day and a half beside its moment."""
    client = diary.guest.client
    for moment, zone in (
        ("2026-03-04T03:59:00-12:00", "Etc/GMT+12"),
        ("2026-03-04T04:01:00-12:00", "Etc/GMT+12"),
        ("2026-03-03T04:01:00+14:00", "Pacific/Kiritimati"),
        ("2026-03-03T03:59:00+14:00", "Pacific/Kiritimati"),
    ):
        body = {"kind": "dailyMood", "valence": 0, "occurred_at": moment, "time_zone": zone}
        assert (await client.post("/v1/moods", json=body)).status_code == 201

    days = [
        (await read(diary, "mood", f"from=2026-03-{day}&to=2026-03-{day}"))["n"]
        for day in ("02", "03", "04")
    ]

    assert days == [1, 2, 1]


async def test_urges_are_told_by_outcome_trigger_hour_and_what_helped(diary: Diary) -> None:
    tried = {"technique_id": diary.guest.user_id, "intensity": 8}
    await diary.write("urge", DAY, 22, outcome="resisted", intensity_after=3, **tried)
    await diary.write("urge", DAY, 23, outcome="slipped", intensity_after=3, **tried)
    await diary.write("urge", DAY, 22, outcome="passed", intensity_after=8, **tried)
    await diary.write("urge", DAY, 9, outcome="resisted", intensity=2, triggers=["song", "tired"])
    await diary.write("urge", DAY, 9, intensity=4, triggers=["song"], time_zone="Asia/Kolkata")

    found = await read(diary, "urges")

    assert (found["n"], found["mean_intensity"]) == (5, 6)
    assert {each["outcome"]: each["n"] for each in found["outcomes"]} == {
        "resisted": 2,
        "passed": 1,
        "slipped": 1,
        "open": 1,
    }
    assert found["triggers"] == [{"trigger": "song", "n": 2}, {"trigger": "tired", "n": 1}]
    assert [each["hour"] for each in found["hours"]] == [*range(4, 24), 0, 1, 2, 3]
    assert {each["hour"]: each["n"] for each in found["hours"] if each["n"]} == {
        9: 1,
        14: 1,
        22: 2,
        23: 1,
    }
    assert found["helped"] == {"n": 3, "helped": 1, "share": 0.333}


async def test_attention_weighs_them_against_ones_own_life(diary: Diary) -> None:
    for kind in ("reached_out", "met_by_choice", "checked_profile", "heard_from", "posted"):
        await diary.write("contact", DAY, kind=kind)
    await diary.write("urge", DAY)
    for focus in ("them", "both", "self", "other"):
        await diary.write("journal", DAY, focus=focus)
    await diary.write("log", DAY)
    await diary.write("log", DAY, company=["person", "friends"])

    found = await read(diary, "attention")

    assert (found["n"], found["them"], found["own"], found["share"]) == (8, 5.5, 2.5, 0.312)
    assert found["sufficient"]
    assert [each["n"] for each in found["buckets"]] == [0, 8]
    assert found["counts"]["check"] == 1


async def test_an_urge_that_became_a_contact_counts_once(diary: Diary) -> None:
    contact = await diary.write("contact", DAY)
    await diary.write("urge", DAY, contact_event_id=contact, outcome="slipped")
    urge = await diary.write("urge", DAY, outcome="slipped")
    await diary.write("contact", DAY, kind="checked_profile", urge_id=urge)
    replied = await diary.write("contact", DAY, kind="replied")
    await diary.write("urge", DAY, contact_event_id=replied, outcome="slipped")

    attention, energy = await read(diary, "attention"), await read(diary, "energy")

    assert (attention["n"], attention["them"]) == (3, 3)
    assert (energy["n"], energy["push"]) == (3, 3)


async def test_push_and_pull_are_weighed(diary: Diary) -> None:
    tried = {"technique_id": diary.guest.user_id}
    person = await diary.guest.client.post(
        "/v1/people", json={"nickname": "K", "relation": "ex_partner", "phase": "apart"}
    )
    with_person = {"person_id": person.json()["id"]}
    pulls: list[tuple[str, Json]] = [
        ("urge", {"outcome": "resisted", **tried}),
        ("log", {"mindfulness_type": "breathing"}),
        ("journal", {"focus": "them"}),
        ("mood", {}),
        ("contact", {"kind": "replied", "tone": "open"}),
        ("encounter", {"present": 6, **with_person}),
    ]
    pushes: list[tuple[str, Json]] = [
        ("contact", {}),
        ("contact", {"kind": "went_past"}),
        ("urge", {"outcome": "slipped"}),
    ]
    neither: list[tuple[str, Json]] = [
        ("urge", {"outcome": "resisted"}),
        ("urge", {"outcome": "passed", **tried}),
        ("log", {}),
        ("contact", {"kind": "replied", "tone": "neutral"}),
        ("encounter", {"present": 5, **with_person}),
        ("encounter", {"present": 9, "happened": False, **with_person}),
    ]
    for kind, fields in (*pulls, *pushes, *neither):
        await diary.write(kind, DAY, **fields)

    found = await read(diary, "energy")

    assert (found["push"], found["pull"], found["balance"]) == (3, 6, 0.667)
    assert set(found["counts"].values()) == {1}


async def test_sealed_journal_entries_count_nowhere(diary: Diary) -> None:
    for _ in range(2):
        await diary.write("journal", DAY, focus="them", is_sealed=True)

    assert (await read(diary, "attention"))["n"] == 0
    assert (await read(diary, "energy"))["n"] == 0


async def test_mood_is_compared_on_days_with_and_without(diary: Diary) -> None:
    """By hand: 0.4 ± 0.1 against 0 ± 0.1, 5 and 5 days; t(8) is 2.306, so 0.4 ± 0.146."""
    for number, step in enumerate((-0.1, -0.1, 0, 0.1, 0.1)):
        await diary.write("mood", f"2026-02-0{number + 1}", valence=0.4 + step)
        await diary.write("mood", f"2026-02-1{number + 1}", valence=0.3 + step)
        await diary.write("mood", f"2026-02-1{number + 1}", valence=-0.3 + step)
        for _ in range(2):
            await diary.write("log", f"2026-02-0{number + 1}", area="friends")
    await diary.write("log", "2026-02-01", area="mind")
    await diary.write("log", "2026-02-20", area="friends")

    found = await read(diary, "activities", "from=2026-02-01&to=2026-02-28")

    assert (found["n"], found["sufficient"]) == (10, True)
    friends, mind = found["areas"]
    assert friends == {
        "area": "friends",
        "on_days_with": {"n": 5, "mean": 0.4},
        "on_days_without": {"n": 5, "mean": 0},
        "difference": 0.4,
        "interval": {"low": 0.254, "high": 0.546},
        "sufficient": True,
    }
    assert (mind["area"], mind["interval"], mind["sufficient"]) == ("mind", None, False)
    assert "friends +0.40 (95 % interval +0.25 to +0.55)" in found["alt"]
    assert "because" not in found["alt"]


async def test_an_activity_alone_is_no_list_in_words(diary: Diary) -> None:
    """Twice a day for five days is enough for the activity; other days have none of its area."""
    activity = await diary.guest.client.post(
        "/v1/activities", json={"title": "Swim", "area": "body"}
    )
    activity_id = activity.json()["id"]
    for day in range(1, 6):
        await diary.write("mood", f"2026-02-0{day}")
        await diary.write("log", f"2026-02-0{day}", activity_id=activity_id, area="body")
        await diary.write("mood", f"2026-02-1{day}")
        await diary.write("log", f"2026-02-1{day}", area="body")

    found = await read(diary, "activities", "from=2026-02-01&to=2026-02-28")

    assert found["sufficient"]
    assert [each["sufficient"] for each in found["areas"]] == [False]
    assert found["alt"].endswith("10 days with check-ins, not enough yet for a picture.")


async def test_growth_is_four_quarters(diary: Diary) -> None:
    client = diary.guest.client
    goal = {"title": "Run", "area": "body", "starts_on": "2026-02-09"}
    weekly = goal | {"cadence": {"times": 1, "per": "week"}}
    goal_id = (await client.post("/v1/goals", json=weekly)).json()["id"]
    await client.put(f"/v1/goals/{goal_id}/excused-days/2026-03-02")
    body = {"area": "body", "goal_id": goal_id, "company": ["friends"]}
    for day in ("2026-02-10", "2026-02-25"):
        at = {"occurred_at": f"{day}T12:00:00Z", "first_time": True}
        assert (await client.post("/v1/activity-logs", json=body | at)).status_code == 201
    await diary.write("log", "2026-03-01", area="mind", company=["person"])

    found = await read(diary, "growth", "from=2026-02-09&to=2026-03-10")

    assert found["first_times"] == {"figure": 2, "full_at": 4, "n": 3, "points": 12.5}
    assert found["areas"] == {"figure": 2, "full_at": 5, "n": 3, "points": 10}
    assert found["company"] == {"figure": 1, "full_at": 3, "n": 3, "points": 8.3}
    assert found["goals"] == {"figure": 0.5, "full_at": 1, "n": 4, "points": 12.5}
    assert (found["n"], found["score"]) == (7, 43)


async def test_goals_are_met_by_their_own_logs_and_rest_on_their_own_days(diary: Diary) -> None:
    client = diary.guest.client
    goal = {"area": "body", "starts_on": "2026-02-09", "cadence": {"times": 1, "per": "week"}}
    kept, left = [
        (await client.post("/v1/goals", json=goal | {"title": title})).json()["id"]
        for title in ("Run", "Swim")
    ]
    for day in ("2026-02-10", "2026-02-25"):
        body = {"area": "body", "goal_id": kept, "occurred_at": f"{day}T12:00:00Z"}
        assert (await client.post("/v1/activity-logs", json=body)).status_code == 201
    pause = {"from_on": "2026-03-02", "until_on": "2026-03-08"}
    assert (await client.post(f"/v1/goals/{left}/pauses", json=pause)).status_code == 201

    found = await read(diary, "growth", "from=2026-02-09&to=2026-03-08")

    assert found["goals"] == {"figure": 0.286, "full_at": 1, "n": 7, "points": 7.1}


async def test_reciprocity_is_who_begins(diary: Diary) -> None:
    for kind in ("reached_out", "met_by_choice", "heard_from", "replied", "heard_from"):
        await diary.write("contact", DAY, kind=kind)
    for kind in ("met_by_chance", "told_about", "checked_profile", "posted"):
        await diary.write("contact", DAY, kind=kind)

    found = await read(diary, "reciprocity")

    assert (found["n"], found["by_me"], found["by_them"]) == (5, 2, 3)
    assert found["share_by_them"] == 0.6
    assert not found["sufficient"]


async def test_nobody_elses_entries_count(diary: Diary) -> None:
    await diary.write("contact", DAY)

    found = await read(diary, "reciprocity")

    assert found["n"] == 1
