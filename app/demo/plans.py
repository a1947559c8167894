"""What they meant to do, and what they set themselves."""

from dataclasses import dataclass

from app.demo.almanac import LAST, Almanac
from app.demo.connection import Body

BREATHING_FROM = 14
EXCUSED = (46, 47)
"""The days of the cold."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An activity; `together` if it was meant for two, `ahead` days from today if it is planned."""

    key: str
    title: str
    area: str
    status: str
    together: bool = False
    ahead: int = 0


PLANS = (
    Plan("running", "Running by the river", "body", "done"),
    Plan("breathing", "Ten minutes of breathing", "mind", "done"),
    Plan("pottery", "The pottery class we kept putting off", "craft", "done", together=True),
    Plan("lake", "See the lake at sunrise", "adventure", "done", together=True),
    Plan("concert", "The concert I have two tickets for", "adventure", "done", together=True),
    Plan("choir", "Sing in the open choir", "friends", "done"),
    Plan("soup", "Grandmother's soup, from the card in her hand", "home", "done"),
    Plan("train", "A night train to the sea", "adventure", "planned", together=True, ahead=19),
    Plan("ukulele", "Three songs on the ukulele", "craft", "planned"),
    Plan("letters", "Write a letter to somebody who would be glad of one", "family", "idea"),
)


def activity(almanac: Almanac, plan: Plan, person_id: str) -> Body:
    return {
        "title": plan.title,
        "area": plan.area,
        "status": plan.status,
        "planned_on": almanac.day(LAST + plan.ahead) if plan.status == "planned" else None,
        "meant_with_person_id": person_id if plan.together else None,
    }


def friends_goal(almanac: Almanac) -> Body:
    return {
        "title": "See friends three times a week",
        "area": "friends",
        "why": "They were there before, and I let it slide.",
        "cadence": {"times": 3, "per": "week"},
        "starts_on": almanac.day(0),
    }


def breathing_goal(almanac: Almanac, activity_id: str) -> Body:
    return {
        "title": "Ten minutes of breathing a day",
        "area": "mind",
        "cadence": {"times": 1, "per": "day"},
        "starts_on": almanac.day(BREATHING_FROM),
        "activity_id": activity_id,
    }


def running_goal(almanac: Almanac, activity_id: str) -> Body:
    return {
        "title": "A hundred kilometres, in any number of pieces",
        "area": "body",
        "target": {"amount": 100, "unit": "km", "due_on": almanac.day(LAST + 30)},
        "starts_on": almanac.day(0),
        "activity_id": activity_id,
    }
