"""Seven days of a life, the last of them with only 23 hours, compared each night to an oracle."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.core.service import service
from tests.journeys.phone import ClockFile, Phone
from tests.journeys.week_oracle import HOME
from tests.journeys.week_teller import Teller

SUNDAY_BEFORE = date(2026, 3, 22)
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = (date(2026, 3, d) for d in range(23, 29))
SUNDAY = date(2026, 3, 29)  # clocks go from two to three
MONDAY_AFTER = date(2026, 3, 30)
MOMENT, DAY = "momentaryEmotion", "dailyMood"


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teller]:
    clock = ClockFile(tmp_path_factory.mktemp("clock") / "clock")
    clock.show("2026-03-23T07:00:00Z")
    with service(OWNORBIT_CLOCK_FILE=str(clock.path)) as running:
        yield Teller(Phone(running.url), clock, datetime(2026, 3, 23, 7, tzinfo=UTC))


def test_a_first_week(life: Teller) -> None:
    for day in (
        monday_begins_it_all,
        tuesday_brings_the_box_back,
        wednesday_ends_with_a_slip,
        thursday_is_spent_in_bed,
        friday_is_set_aside,
        saturday_was_meant_for_two,
        sunday_arrives,
    ):
        day(life)
        life.compare(SUNDAY_BEFORE)
    the_week_is_looked_back_on(life)
    life.compare(SUNDAY_BEFORE)


def monday_begins_it_all(life: Teller) -> None:
    life.wake(MONDAY, "08:00")
    life.phone.sign_in("/v1/auth/guest", time_zone="Europe/Berlin")
    life.make("people", "comet", nickname="Comet", relation="ex_partner", phase="apart")
    life.begin_streak("comet", datetime(2026, 3, 22, 22, tzinfo=HOME))
    life.make("activities", "run", title="Run along the canal", area="body")
    together = {"meant_with_person_id": life.ids["comet"], "status": "planned"}
    life.make("activities", "lake", title="The lake at sunrise", area="adventure", **together)
    weekly, daily = {"times": 3, "per": "week"}, {"times": 1, "per": "day"}
    since = {"starts_on": str(MONDAY)}
    life.set_goal("friends", title="See friends", area="friends", cadence=weekly, **since)
    life.set_goal("lines", title="Three lines a day", area="mind", cadence=daily, **since)
    ten = {"amount": 10, "unit": "km", "due_on": "2026-04-05"}
    run = {"activity_id": life.ids["run"]}
    life.set_goal("run", title="Ten kilometres", area="body", target=ten, **run, **since)
    feel(life, MOMENT, -0.9, "hopeless", "sad")

    life.wake(MONDAY, "21:30")
    write_lines(life)
    feel(life, DAY, -0.6, "lonely")


def tuesday_brings_the_box_back(life: Teller) -> None:
    life.wake(TUESDAY, "07:10")
    run(life, 2.4, first_time=True)
    life.wake(TUESDAY, "18:00")
    between_us(life, "heard_from", channel="message")
    box = between_us(life, "reached_out", channel="in_person", reason="belongings")
    assert [each["because"] for each in box["effects"]] == ["reason-excepted"]

    life.wake(TUESDAY, "22:00")
    see_friends(life, "Coffee that became dinner")
    write_lines(life)
    feel(life, DAY, -0.35, "relieved", "drained")


def wednesday_ends_with_a_slip(life: Teller) -> None:
    """The message is written at half past one: in the night of Wednesday, as the user counts."""
    life.wake(WEDNESDAY, "23:40")
    write_lines(life)
    feel(life, MOMENT, -0.7, "lonely")

    life.wake(THURSDAY, "02:00")
    at, over_at = "2026-03-26T01:30:00+01:00", "2026-03-26T01:50:00+01:00"
    slip = between_us(life, "reached_out", channel="message", occurred_at=at, restart_at=over_at)
    assert (slip["local_date"], slip["effects"][0]["breaks"]) == (str(WEDNESDAY), True)
    feel(life, DAY, -0.8, "ashamed")


def thursday_is_spent_in_bed(life: Teller) -> None:
    life.wake(THURSDAY, "16:00")
    life.excuse("lines", THURSDAY)
    remembered = datetime(2026, 3, 24, 13, tzinfo=HOME).isoformat()
    feel(life, MOMENT, -0.1, "calm", occurred_at=remembered)
    see_friends(life, "On the phone, with soup", company=["friends"])

    life.wake(THURSDAY, "22:15")
    feel(life, DAY, -0.2, "indifferent")


def friday_is_set_aside(life: Teller) -> None:
    """Both are asked to the same wedding: two days that shall neither count nor break."""
    life.wake(FRIDAY, "12:00")
    run(life, 3.1)
    life.pause_streak(FRIDAY, SATURDAY)
    life.wake(FRIDAY, "23:30")
    dance = between_us(life, "met_by_choice", channel="in_person")
    assert [each["because"] for each in dance["effects"]] == ["paused"]
    write_lines(life)
    feel(life, MOMENT, 0.2, "surprised")
    feel(life, DAY, 0.1, "calm")


def saturday_was_meant_for_two(life: Teller) -> None:
    life.wake(SATURDAY, "07:30")
    see_friends(
        life,
        "The lake after all",
        activity_id=life.ids["lake"],
        area="adventure",
        first_time=True,
        enjoyment=9,
    )
    done = life.phone.call("PATCH", f"/v1/activities/{life.ids['lake']}", {"status": "done"})
    assert (done.status_code, done.json()["status"]) == (200, "done")
    assert life.phone.get("/v1/activities?status=planned")["items"] == []

    life.wake(SATURDAY, "21:00")
    write_lines(life)
    feel(life, DAY, 0.45, "grateful", "peaceful")


def sunday_arrives(life: Teller) -> None:
    life.wake(SUNDAY, "09:00")
    run(life, 4.6)
    achieved = {"status": "achieved"}
    assert life.phone.call("PATCH", f"/v1/goals/{life.goals['run'].id}", achieved).is_success
    life.wake(SUNDAY, "22:00")
    write_lines(life)
    feel(life, MOMENT, 0.75, "proud", "happy")
    feel(life, DAY, 0.6, "hopeful")


def the_week_is_looked_back_on(life: Teller) -> None:
    """Counted by hand, so that the oracle is held to something, too."""
    life.wake(MONDAY_AFTER, "08:00")
    streak = life.phone.get(f"/v1/streaks/{life.ids['streak']}")
    assert (streak["slip_count"], streak["current"]["days"], streak["longest"]["days"]) == (1, 3, 3)
    assert (streak["days_tried"], streak["days_kept"], streak["kept_ratio"]) == (7, 6, 0.857)
    friends, lines, run = (
        life.phone.get(f"/v1/goals/{life.goals[name].id}")["progress"]
        for name in ("friends", "lines", "run")
    )
    assert (friends["period_start"], friends["period_end"]) == ("2026-03-30", "2026-04-05")
    assert (friends["done"], friends["met"], friends["current_run"]) == (0, False, 1)
    assert (lines["done"], lines["current_run"], lines["longest_run"]) == (0, 6, 6)
    assert (run["done"], run["met"], run["total"], run["target_ratio"]) == (3, True, 10.1, 1.01)
    firsts = [log for log in life.phone.get("/v1/activity-logs")["items"] if log["first_time"]]
    assert [log["local_date"] for log in firsts] == ["2026-03-28", "2026-03-24"]
    days = life.phone.get("/v1/moods?kind=dailyMood")["items"]
    assert [mood["valence"] for mood in days] == [0.6, 0.45, 0.1, -0.2, -0.8, -0.35, -0.6]


def feel(life: Teller, kind: str, valence: float, *labels: str, **more: str) -> None:
    life.tell("moods", kind=kind, valence=valence, labels=labels, **more)


def write_lines(life: Teller) -> None:
    life.tell("activity-logs", area="mind", goal_id=life.goals["lines"].id, company=["alone"])


def run(life: Teller, kilometres: float, *, first_time: bool = False) -> None:
    body = {"amount": kilometres, "unit": "km", "first_time": first_time}
    life.tell("activity-logs", activity_id=life.ids["run"], **body)


def see_friends(life: Teller, title: str, **more: Any) -> None:  # noqa: ANN401
    body = {"area": "friends", "company": ["friends"]} | more
    life.tell("activity-logs", title=title, goal_id=life.goals["friends"].id, **body)


def between_us(life: Teller, kind: str, **more: str) -> dict[str, Any]:
    return life.tell("contact-events", kind=kind, person_id=life.ids["comet"], **more)
