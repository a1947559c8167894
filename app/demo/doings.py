"""What they did: evenings with friends, kilometres, breaths, and some things for the first time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.demo.almanac import LAST, Almanac
from app.demo.connection import Body, Step, entry
from app.demo.plans import BREATHING_FROM, EXCUSED

Ids = Mapping[str, str]

MONDAY, WEDNESDAY, FRIDAY, SUNDAY = 0, 2, 4, 6
RUNNING_DAYS = {1, 5}
"""Tuesdays and Saturdays."""
EVENINGS = {
    MONDAY: ("Table tennis under the bridge", "Helped to carry a wardrobe up four floors"),
    WEDNESDAY: ("Board games at Pepper's", "A walk around the block that took two hours"),
    FRIDAY: ("Dinner, four chairs, five people", "Cinema, middle row", "Cards and cheap wine"),
    SUNDAY: ("Long breakfast", "Flea market, bought nothing", "Swimming and chips"),
}
AT_HOME_ON = {*range(7), *range(29, 33), *EXCUSED}
"""The first week, the days after the second slip, and the cold: nobody was seen."""
MONDAYS_FROM = 40
"""One evening more: a cold costs no week then."""
NOT_BREATHED_ON = {17, 23, 24, 29, 37, *EXCUSED}


@dataclass(frozen=True, slots=True)
class First:
    """Something of their own, with a note; `again` if it was not for the first time."""

    day: int
    clock: str
    key: str
    minutes: int
    company: str
    enjoyment: int
    note: str
    again: bool = False


FIRSTS = (
    First(22, "18:30", "pottery", 120, "new_people", 7, "The bowl leans."),
    First(29, "12:00", "soup", 90, "alone", 5, "Too much marjoram. Ate all of it."),
    First(36, "18:30", "pottery", 120, "new_people", 8, "The bowl leans less.", again=True),
    First(40, "17:00", "soup", 100, "friends", 8, "For four. None left.", again=True),
    First(43, "05:40", "lake", 150, "alone", 9, "Nobody else there but a heron."),
    First(50, "19:00", "choir", 105, "new_people", 8, "Second row, low voices."),
    First(57, "19:30", "concert", 130, "alone", 9, "Front row. Sang along."),
)


def steps(almanac: Almanac, activities: Ids, friends_goal_id: str) -> Iterator[Step]:
    for log in _logs(almanac, activities, friends_goal_id):
        yield entry(log["occurred_at"], "activity-logs", log)


def _logs(almanac: Almanac, activities: Ids, friends_goal_id: str) -> Iterator[Body]:
    for day in range(LAST + 1):
        yield from _evening(almanac, day, friends_goal_id)
        yield from _run(almanac, day, activities["running"])
        yield from _breath(almanac, day, activities["breathing"])
    for first in FIRSTS:
        yield {
            "activity_id": activities[first.key],
            "occurred_at": almanac.at(first.day, first.clock),
            "duration_seconds": first.minutes * 60,
            "company": [first.company],
            "enjoyment": first.enjoyment,
            "first_time": not first.again,
            "note": first.note,
        }


def _evening(almanac: Almanac, day: int, goal_id: str) -> Iterator[Body]:
    weekday = almanac.weekday(day)
    titles = EVENINGS.get(weekday)
    is_early = weekday == MONDAY and day < MONDAYS_FROM
    if titles is None or is_early or day in AT_HOME_ON:
        return
    yield {
        "goal_id": goal_id,
        "title": titles[day // 7 % len(titles)],
        "area": "friends",
        "occurred_at": almanac.at(day, "10:30" if weekday == SUNDAY else "19:15"),
        "duration_seconds": 9_000,
        "company": ["friends"],
        "enjoyment": min(9, 5 + day // 12),
    }


def _run(almanac: Almanac, day: int, activity_id: str) -> Iterator[Body]:
    if almanac.weekday(day) not in RUNNING_DAYS or day in EXCUSED:
        return
    kilometres = round(2.5 + day / LAST * 4.8 - day % 3 * 0.3, 1)
    yield {
        "activity_id": activity_id,
        "occurred_at": almanac.at(day, "07:15"),
        "duration_seconds": round(kilometres * 400),
        "amount": kilometres,
        "unit": "km",
        "company": ["alone"],
        "enjoyment": min(9, 4 + day // 12),
    }


def _breath(almanac: Almanac, day: int, activity_id: str) -> Iterator[Body]:
    if day < BREATHING_FROM or day in NOT_BREATHED_ON:
        return
    yield {
        "activity_id": activity_id,
        "occurred_at": almanac.at(day, "21:15"),
        "duration_seconds": 600,
        "company": ["alone"],
        "mindfulness_type": "breathing",
    }
