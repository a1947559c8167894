"""Weak moments: what they wanted to do, what they did instead, and how it went."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from app.demo import contacts
from app.demo.almanac import Almanac
from app.demo.connection import Body, Step, entry

TECHNIQUES = {
    "breathing": "b18d8bd9-199a-481f-b536-4773a82c420f",
    "walk": "86b4b0ae-fab9-4c61-b2b3-29054e88a695",
    "friend": "1f59ee5d-6157-4139-a85b-7687e0d4d40c",
    "water": "7ee712a6-531e-41c3-8ef1-0920af58c713",
    "unsent": "b247284c-8f5f-439c-88b9-84b6776ba9ea",
    "music": "b03e189b-fbc5-4d59-900f-21a2378fdce1",
}
"""Built-in ones, by ids that are for good."""
CROSSWORD = {
    "title": "The crossword with the biro",
    "kind": "other",
    "duration_seconds": 900,
    "steps": ["Sunday's paper, the biro from the drawer.", "Start with the longest word."],
}


@dataclass(frozen=True, slots=True)
class Urge:
    """What came over them; `minutes` until it ended, `left` how strong it was then."""

    day: int
    clock: str
    wants_to: str
    intensity: int
    triggers: tuple[str, ...]
    technique: str | None
    left: int | None
    outcome: str = "resisted"
    minutes: int = 20
    pretext: str | None = None


URGES = (
    Urge(0, "22:40", "reach_out", 9, ("lonely", "late_night"), "breathing", 7),
    Urge(1, "23:30", "reach_out", 9, ("late_night",), "walk", 5, pretext="Is the key with them?"),
    Urge(2, "19:10", "check", 8, ("tired", "bored"), "breathing", 8, "passed"),
    Urge(3, "18:05", "reach_out", 8, ("song", "place"), "walk", 4),
    Urge(5, "00:20", "check", 9, ("late_night", "lonely"), "water", 6),
    Urge(7, "16:00", "meet", 7, ("bored", "lonely"), "friend", 3),
    Urge(8, "01:05", "reach_out", 10, ("drinking", "late_night"), None, None, "slipped", 25),
    Urge(
        9, "22:15", "reach_out", 8, ("late_night",), "friend", 3, pretext="To explain last night."
    ),
    Urge(11, "21:30", "check", 7, ("tired",), "breathing", 5),
    Urge(12, "20:45", "check", 8, ("saw_post",), None, None, "slipped", 5),
    Urge(13, "23:00", "reach_out", 8, ("dream", "lonely"), "unsent", 4, minutes=40),
    Urge(15, "09:40", "reply", 7, ("heard_news",), "walk", 3, pretext="It would only be polite."),
    Urge(17, "22:50", "check", 6, ("bored",), "crossword", 2),
    Urge(
        20,
        "17:55",
        "reach_out",
        6,
        ("good_news",),
        "walk",
        2,
        pretext="We got on so well just now.",
    ),
    Urge(24, "13:30", "check", 9, ("heard_news",), "walk", 6, minutes=55),
    Urge(24, "22:30", "reach_out", 8, ("heard_news", "late_night"), "friend", 4, minutes=45),
    Urge(27, "21:10", "check", 7, ("heard_news", "tired"), "breathing", 7, "slipped", 10),
    Urge(29, "18:50", "reach_out", 8, ("anniversary",), None, None, "slipped", 25),
    Urge(
        31, "22:05", "reach_out", 6, ("lonely",), "unsent", 3, pretext="To say sorry for writing."
    ),
    Urge(33, "23:20", "check", 5, ("late_night",), "crossword", 1),
    Urge(38, "18:35", "reply", 6, ("other",), "walk", 2, minutes=30),
    Urge(42, "21:00", "check", 4, ("bored",), "crossword", 1),
    Urge(48, "20:20", "reach_out", 4, ("tired",), "music", 2),
    Urge(52, "21:10", "reply", 5, ("saw_post",), "walk", 1),
    Urge(57, "22:10", "reach_out", 3, ("song", "good_news"), "music", 0, "passed"),
)


def own_technique(person_id: str) -> Body:
    return CROSSWORD | {"id": _id(person_id, "crossword")}


def steps(almanac: Almanac, person_id: str) -> Iterator[Step]:
    """Tell each urge as it came, then how it ended."""
    for urge in URGES:
        began = almanac.at(urge.day, urge.clock)
        ended = began + timedelta(minutes=urge.minutes)
        urge_id = _id(person_id, f"{urge.day} {urge.clock}")
        yield entry(began, "urges", {"id": urge_id} | _beginning(urge, person_id))
        ending = _ending(urge, person_id) | {"resolved_at": ended}
        yield Step(ended, "PATCH", f"urges/{urge_id}", ending)


def _beginning(urge: Urge, person_id: str) -> Body:
    return {
        "person_id": person_id,
        "wants_to": urge.wants_to,
        "intensity": urge.intensity,
        "triggers": urge.triggers,
        "pretext": urge.pretext,
    }


def _ending(urge: Urge, person_id: str) -> Body:
    known = TECHNIQUES | {"crossword": _id(person_id, "crossword")}
    slipped = urge.outcome == "slipped"
    return {
        "outcome": urge.outcome,
        "technique_id": known[urge.technique] if urge.technique else None,
        "intensity_after": urge.left,
        "contact_event_id": contacts.event_id(person_id, urge.day) if slipped else None,
    }


def _id(person_id: str, name: str) -> str:
    return str(uuid5(UUID(person_id), f"urges {name}"))
