"""Eight weeks over HTTP against a real service and its worker, the clock moved day by day.

Each night's figures, and those of each week and of the whole, are held against `months_oracle`.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.core.service import service
from tests.journeys import months_life as eight_weeks
from tests.journeys import months_oracle as oracle
from tests.journeys.months_life import FIRST, LAST, RETURN
from tests.journeys.months_teller import Months
from tests.journeys.phone import ClockFile, Phone
from tests.journeys.week_oracle import DAY, HOME, dates, local_date

PATIENCE_S = 20.0
DAY_31, DAY_56 = date(2026, 3, 25), date(2026, 4, 19)


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Months]:
    clock = ClockFile(tmp_path_factory.mktemp("clock") / "clock")
    clock.show("2026-02-23T07:00:00Z")
    with service(OWNORBIT_CLOCK_FILE=str(clock.path)) as running:
        yield Months(Phone(running.url), clock, datetime(2026, 2, 23, 7, tzinfo=UTC))


def test_eight_weeks(life: Months) -> None:
    eight_weeks.moving_in(life)
    for day in dates(FIRST, LAST):
        if day.weekday() == 0 and day > FIRST:
            monday_looks_back(life, day)
        if day == RETURN:
            the_other_comes_back(life)
        else:
            eight_weeks.live_through(life, day)
        night(life)
        if day in (DAY_31, DAY_56):
            a_review_is_due(life, "day_31" if day == DAY_31 else "day_56")
    whole(life)
    a_late_slip_is_told_and_taken_back(life)


def night(life: Months) -> None:
    streak = life.phone.get(f"/v1/streaks/{life.ids['streak']}")
    expected = life.streak.figures(life.now)
    assert {name: streak[name] for name in expected} == expected
    for goal in life.goals.values():
        progress = life.phone.get(f"/v1/goals/{goal.id}")["progress"]
        assert progress == goal.progress(life.told["activity-logs"], life.now)
    until_equal(lambda: reached(life), oracle.milestones(life.streak, life.now))
    quiet_home(life)


def quiet_home(life: Months) -> None:
    """No count unless asked; help while moods stay low, and only then."""
    screen, today = life.phone.get("/v1/today"), local_date(life.now)
    assert (screen["local_date"], screen["counters_shown"]) == (str(today), False)
    assert [each["days"] for each in screen["streaks"]] == [None]
    assert (screen["milestones"], screen["open_urge"]) == ([], None)
    assert (screen["help"] is not None) == oracle.moods_stay_low(life.told, today)
    done = {each["id"]: each["done"] for each in screen["goals"]}
    for goal in life.goals.values():
        assert done[goal.id] == goal.progress(life.told["activity-logs"], life.now)["done"]

    asked = life.phone.get("/v1/today?counters=true")
    figures = life.streak.figures(life.now)
    assert [each["days"] for each in asked["streaks"]] == [figures["current"]["days"]]
    news = [each for each in oracle.milestones(life.streak, life.now) if each[1] >= today - DAY]
    told = sorted(
        (each["days"], date.fromisoformat(each["reached_on"])) for each in asked["milestones"]
    )
    assert told == news


def monday_looks_back(life: Months, monday: date) -> None:
    """The week before as insights and recap have it, and its review."""
    life.wake(monday, "07:00")
    first, last = monday - 7 * DAY, monday - DAY
    insights(life, first, last)
    year, week, _ = first.isocalendar()
    recap = life.phone.get(f"/v1/recaps/{year}-W{week:02}")
    logs = oracle.within(life.told["activity-logs"], first, last)
    assert (recap["activities"], recap["complete"]) == (len(logs), True)
    assert recap["first_times"] == sum(each.get("first_time", False) for each in logs)
    mean, n = oracle.mean_valence(life.told, first, last)
    assert (recap["mood"]["n"], recap["mood"]["mean"]) == (n, close(mean))
    assert [each["days_kept"] for each in recap["streaks"]] == [None]

    due = {each["kind"]: each for each in life.phone.get("/v1/reviews/due")["items"]}
    figures = due["weekly"]["figures"]
    assert (figures["from_on"], figures["to_on"]) == (str(first), str(last))
    assert (figures["moods"]["n"], figures["moods"]["mean_valence"]) == (n, close(mean))
    life.phone.post("/v1/reviews", kind="weekly", answers={"own_week": 6, "enjoyed": "Der Kanal."})
    again = life.phone.get("/v1/reviews/due")["items"]
    assert "weekly" not in [each["kind"] for each in again]


def the_other_comes_back(life: Months) -> None:
    """After 24 days of silence, with an explanation: a boundary, by the fourth rule."""
    eight_weeks.live_through(life, RETURN)
    silence = oracle.silence_days(life.told, datetime(2026, 4, 3, 19, tzinfo=HOME))
    check = eight_weeks.meet_again(life)
    assert (check["silence_days"], check["advice"]) == (silence, "set_boundary")
    assert silence == 24
    assert check["reasons"]
    over = datetime.fromisoformat(check["cooling_off_until"])
    assert over - datetime.fromisoformat(check["returned_at"]) == timedelta(hours=24)


def a_review_is_due(life: Months, kind: str) -> None:
    due = {each["kind"]: each for each in life.phone.get("/v1/reviews/due")["items"]}
    figures = due[kind]["figures"]
    shown = life.streak.figures(life.now)
    of_streak = {
        name: figures["streaks"][0][name] for name in ("current_days", "slip_count", "kept_ratio")
    }
    assert of_streak == {
        "current_days": shown["current"]["days"],
        "slip_count": shown["slip_count"],
        "kept_ratio": shown["kept_ratio"],
    }
    body = {"kind": kind, "streak_id": life.ids["streak"], "decision": "go_on"}
    review = life.phone.post("/v1/reviews", **body, answers={"grew": "Der Lauf am Morgen."})
    assert review["decision"] == "go_on"
    assert (
        life.phone.call("POST", "/v1/reviews", body | {"answers": {"calm": 4}}).status_code == 409
    )


def whole(life: Months) -> None:
    insights(life, FIRST, LAST)
    order = [each["id"] for each in life.phone.get("/v1/techniques")["items"]]
    for offer in life.offers:
        offered = [
            (each["technique_id"], each["tried"], each["helped"]) for each in offer["toolkit"]
        ]
        assert offered == oracle.ranked(order, offer["before"])
    assert len(life.offers) > 10


def insights(life: Months, first: date, last: date) -> None:
    window = f"from={first}&to={last}&bucket=week"
    shown = {
        kind: life.phone.get(f"/v1/insights/{kind}?{window}")
        for kind in ("attention", "energy", "mood", "growth", "reciprocity", "activities", "urges")
    }
    attention = oracle.attention(life.told, first, last)
    assert pick(shown["attention"], "them", "own", "share") == attention
    assert pick(shown["energy"], "push", "pull", "balance") == oracle.balance(
        life.told, first, last
    )
    mean, n = oracle.mean_valence(life.told, first, last)
    assert (shown["mood"]["mean"], shown["mood"]["n"]) == (close(mean), n)
    by_me, by_them = oracle.who_begins(life.told, first, last)
    assert (shown["reciprocity"]["by_me"], shown["reciprocity"]["by_them"]) == (by_me, by_them)
    urges = oracle.within(life.told["urges"], first, last)
    assert shown["urges"]["n"] == len(urges)
    firsts, areas, company = oracle.growth_points(life.told, first, last)
    growth = shown["growth"]
    points = [growth[part]["points"] for part in ("first_times", "areas", "company")]
    assert points == [pytest.approx(each, abs=0.05) for each in (firsts, areas, company)]
    for area in shown["activities"]["areas"]:
        expected = oracle.difference(life.told, first, last, area["area"])
        assert (area["on_days_with"]["n"], area["on_days_without"]["n"]) == expected[:2]
        assert area["difference"] == close(expected[2])


def a_late_slip_is_told_and_taken_back(life: Months) -> None:
    """Milestones beyond it go quietly, and the same rows return."""
    before = rows(life)
    slip = eight_weeks.between_us(life, "reached_out", occurred_at="2026-03-30T12:00:00+02:00")
    until_equal(lambda: reached(life), oracle.milestones(life.streak, life.now))
    assert rows(life) != before
    assert life.phone.call("DELETE", f"/v1/contact-events/{slip['id']}").status_code == 204
    life.told["contact-events"].remove(
        next(each for each in life.told["contact-events"] if each["id"] == slip["id"])
    )
    until_equal(lambda: rows(life), before)


def rows(life: Months) -> set[tuple[str, str]]:
    """The milestones that hold: their ids, and when they were first awarded."""
    found = life.phone.get("/v1/milestones?limit=200")["items"]
    return {(each["id"], each["awarded_at"]) for each in found if each["revoked_at"] is None}


def reached(life: Months) -> list[tuple[int, date]]:
    found = life.phone.get("/v1/milestones?limit=200")["items"]
    held = [each for each in found if each["revoked_at"] is None]
    return marks(held)


def marks(milestones: list[dict[str, Any]]) -> list[tuple[int, date]]:
    return sorted((each["days"], date.fromisoformat(each["reached_on"])) for each in milestones)


def until_equal(look: Callable[[], Any], expected: Any) -> None:  # noqa: ANN401
    """Give the worker time: it looks four times a second."""
    end = time.monotonic() + PATIENCE_S
    while (seen := look()) != expected and time.monotonic() < end:
        time.sleep(0.05)
    assert seen == expected


def pick(answer: dict[str, Any], *names: str) -> list[Any]:
    return [None if answer[name] is None else close(answer[name]) for name in names]


def close(value: float | None) -> Any:  # noqa: ANN401
    return None if value is None else pytest.approx(value, abs=1e-3)
