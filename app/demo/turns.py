"""Looking at oneself and at what comes back: an evening together, a return, checks, a review."""

from collections.abc import Iterator

from app.demo.almanac import Almanac
from app.demo.connection import Body, Step, entry

SELF_CHECKS = {
    2: {
        "enjoys_own_company": 2,
        "bears_silence": 1,
        "says_what_is_needed": 3,
        "needs_reassurance": 9,
        "drops_own_plans": 8,
        "looks_for_signs": 10,
    },
    49: {
        "enjoys_own_company": 7,
        "bears_silence": 6,
        "says_what_is_needed": 6,
        "needs_reassurance": 5,
        "drops_own_plans": 3,
        "looks_for_signs": 5,
    },
}
"""By their days."""
WEDDING = {
    "intention": "Arrive rested, dance, leave while it is still good.",
    "mood_before": 0.1,
    "mood_after": 0.4,
    "fun": 6,
    "present": 7,
    "note": "We laughed once, about the cake.",
}
RETURN = {
    "afraid": False,
    "pressured": False,
    "explained": False,
    "need_to_blame": 3,
    "calm": 7,
    "wants": "curious",
}
"""A thumb under a photo, after weeks."""
REVIEW = {
    "kind": "day_31",
    "decision": "go_on",
    "answers": {
        "lived_or_waited": 6,
        "grew": "A bowl that leans, a goal I keep, friends who ring.",
        "room_or_no_interest": "They asked about a box and about a flat, and never how I am.",
        "calm": 5,
        "for_and_against": "I sleep again. Against it: nothing that is mine.",
    },
}
NIGHT_SHIFTS = {
    "label": "Night shifts at the clinic",
    "weekdays": ["monday", "thursday"],
    "from": "21:00",
    "to": "06:30",
}


def space_window(person_id: str) -> Body:
    return NIGHT_SHIFTS | {"person_id": person_id}


def steps(almanac: Almanac, person_id: str, streak_id: str) -> Iterator[Step]:
    for day, answers in SELF_CHECKS.items():
        yield entry(almanac.at(day, "20:30"), "self-checks", {"answers": answers})
    yield entry(almanac.at(32, "19:30"), "reviews", REVIEW | {"streak_id": streak_id})
    begins = almanac.at(35, "16:00")
    together = WEDDING | {"person_id": person_id, "planned_for": begins}
    yield entry(begins, "encounters", together)
    came_back = {"person_id": person_id, "answers": RETURN, "returned_at": almanac.at(52, "21:00")}
    yield entry(almanac.at(52, "21:40"), "return-checks", came_back)
