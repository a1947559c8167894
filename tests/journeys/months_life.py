"""Eight weeks of somebody's life, day by day: what they do and tell, in the order of the hours.

Made up, and fixed: what happens on a day follows from its number alone.
"""

from datetime import date, datetime, timedelta
from typing import Any

from tests.journeys.months_teller import Months
from tests.journeys.week_oracle import HOME

FIRST = date(2026, 2, 23)  # a Monday
LAST = date(2026, 4, 20)  # day 57 of the streak; clocks went from two to three on 29 March
BEGAN = datetime(2026, 2, 22, 22, tzinfo=HOME)
SLIPS = {date(2026, 3, 6), date(2026, 3, 18)}
HEARD_FROM = date(2026, 3, 10)
RETURN = date(2026, 4, 3)  # day 40
SET_ASIDE = (date(2026, 3, 27), date(2026, 3, 28))
DARK = {date(2026, 3, day) for day in range(19, 26)}
MOMENT, WHOLE_DAY = "momentaryEmotion", "dailyMood"


def moving_in(life: Months) -> None:
    life.wake(FIRST, "08:00")
    life.phone.sign_in("/v1/auth/guest", time_zone="Europe/Berlin", locale="de-DE")
    life.make("people", "comet", nickname="Comet", relation="ex_partner", phase="apart")
    life.begin_streak("comet", BEGAN)
    life.make("activities", "run", title="Laufen am Kanal", area="body")
    weekly = {"cadence": {"times": 3, "per": "week"}, "starts_on": str(FIRST)}
    life.set_goal("friends", title="Freunde sehen", area="friends", **weekly)
    daily = {"cadence": {"times": 1, "per": "day"}, "starts_on": str(FIRST)}
    life.set_goal("lines", title="Drei Zeilen am Tag", area="mind", **daily)


def live_through(life: Months, day: date) -> None:
    number = (day - FIRST).days
    _by_day(life, day, number)
    life.wake(day, "20:30")
    life.tell("activity-logs", area="mind", goal_id=life.goals["lines"].id, company=["alone"])
    if day in SLIPS:
        _slip(life, day)
    elif number % 4 == 2:
        _stand_an_urge(life, day, number)
    if number % 5 == 0:
        _write(life, number)
    life.wake(day, "23:15")
    _check_in(life, day, number)


def _by_day(life: Months, day: date, number: int) -> None:
    if number % 2 == 0:
        life.wake(day, "07:10")
        _run(life, number)
    if day == SET_ASIDE[0]:
        life.pause_streak(*SET_ASIDE)
    if day == HEARD_FROM:
        life.wake(day, "12:00")
        between_us(life, "heard_from", channel="message")
        between_us(life, "replied", channel="message", tone="open")
    if number % 3 == 1:
        life.wake(day, "18:30")
        _see_friends(life, number)


def _run(life: Months, number: int) -> None:
    body = {"amount": 2 + number % 3, "unit": "km", "first_time": number == 0, "enjoyment": 6}
    life.tell("activity-logs", activity_id=life.ids["run"], company=["alone"], area="body", **body)


def _see_friends(life: Months, number: int) -> None:
    new = number % 12 == 1
    who = ["friends", "new_people"] if new else ["friends"]
    body = {"area": "adventure" if new else "friends", "company": who, "first_time": new}
    life.tell("activity-logs", title="Abend", goal_id=life.goals["friends"].id, **body)


def _stand_an_urge(life: Months, day: date, number: int) -> None:
    """Every other time with the first technique that is offered, else with none."""
    life.wake(day, "22:05")
    urge = life.feel_an_urge(wants_to="reach_out", triggers=["lonely"], intensity=5 + number % 4)
    life.wake(day, "22:25")
    technique = urge["toolkit"][0]["technique_id"] if number % 8 == 2 else None
    after = 2 if number % 12 == 2 else 9
    life.resolve(urge["id"], outcome="resisted", intensity_after=after, technique_id=technique)


def _slip(life: Months, day: date) -> None:
    """An urge that became a message, told an hour later."""
    life.wake(day, "22:10")
    urge = life.feel_an_urge(wants_to="reach_out", triggers=["drinking", "late_night"], intensity=9)
    life.wake(day, "23:05")
    event = between_us(life, "reached_out", channel="message")
    assert [each["breaks"] for each in event["effects"]] == [True]
    life.resolve(urge["id"], outcome="slipped", contact_event_id=event["id"])


def _write(life: Months, number: int) -> None:
    focus = ("self", "them", "both", "self")[number // 5 % 4]
    life.tell("journal-entries", body=f"Tag {number}: …", focus=focus)


def _check_in(life: Months, day: date, number: int) -> None:
    valence = -0.8 if day in DARK else round(-0.4 + number / 60, 3)
    labels = ["hopeless"] if day in DARK and number % 2 else ["lonely" if valence < 0 else "calm"]
    life.tell(
        "moods", kind=WHOLE_DAY, valence=valence, labels=labels, loneliness=max(0, 8 - number // 8)
    )


def meet_again(life: Months) -> dict[str, Any]:
    """Comet writes, and they have coffee two days later."""
    life.wake(RETURN, "19:00")
    between_us(life, "heard_from", channel="message")
    answers: dict[str, Any] = {"afraid": False, "pressured": False, "explained": True}
    answers |= {"need_to_blame": 3, "calm": 6, "wants": "reconnect"}
    check = life.phone.post(
        "/v1/return-checks",
        person_id=life.ids["comet"],
        returned_at=life.now.isoformat(),
        answers=answers,
    )
    life.wake(RETURN + timedelta(days=2), "16:00")
    met = {"happened": True, "mood_before": 0.1, "mood_after": 0.4, "fun": 7, "present": 8}
    life.tell("encounters", person_id=life.ids["comet"], intention="Zuhören.", **met)
    return check


def between_us(life: Months, kind: str, **more: str) -> dict[str, Any]:
    return life.tell("contact-events", kind=kind, person_id=life.ids["comet"], **more)
