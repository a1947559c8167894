"""What can be made and changed on a phone: raw rows from a few small numbers.

Words of one letter are enough, and few of them, so that devices often touch the same things.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.connections.sync.machine.device import MOST_CHARACTERS, Raw, Value

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KINDS = ("reached_out", "reached_out", "met_by_choice", "replied", "posted", "heard_from")
COUNTED = (["reached_out"], ["reached_out", "replied"], ["replied", "posted"])


@dataclass(frozen=True)
class Choice:
    """What Hypothesis chose: two numbers, and how long ago by the device's clock."""

    one: int
    other: int
    hours: int


@dataclass(frozen=True)
class Scene:
    """What somebody who writes something has before them; `known` gives a table's ids."""

    choice: Choice
    now: datetime
    time_zone: str
    known: Callable[[str], Sequence[str]]

    def moment(self) -> datetime:
        return self.now - timedelta(hours=self.choice.hours)

    def some(self, table: str) -> str | None:
        ids = [*self.known(table), None]
        return ids[self.choice.other % len(ids)]


def milliseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)


def person(scene: Scene) -> Raw:
    one, other = scene.choice.one, scene.choice.other
    return {
        "nickname": "ABCDEFGH"[one],
        "relation": ("ex_partner", "friend")[other % 2],
        "phase": ("apart", "distant", "together")[one % 3],
        "phase_since": _date(scene) if other % 3 else None,
        "note": "abcdefgh"[other] if one % 2 else None,
    }


def mood(scene: Scene) -> Raw:
    one, other = scene.choice.one, scene.choice.other
    return {
        "kind": ("momentaryEmotion", "dailyMood")[other % 2],
        "valence": (one - 4) / 4,
        "labels": json.dumps([["lonely"], ["calm", "hopeful"], []][other % 3]),
        "associations": "[]",
        "custom_labels": json.dumps(["abcdefgh"[other]] if one % 2 else []),
        "energy": one if other % 2 else None,
        "longing": other if one % 2 else None,
        "loneliness": None,
        "note": "abcdefgh"[one] if other % 3 else None,
        **_when(scene),
    }


def contact_event(scene: Scene) -> Raw:
    one, other = scene.choice.one, scene.choice.other
    restart = scene.moment() + timedelta(hours=5 * one)
    return {
        "person_id": scene.some("people"),
        "urge_id": None,
        "kind": KINDS[one % len(KINDS)],
        "channel": "message" if other % 2 else None,
        "platform": "one" if other % 3 else None,
        "reason": "work" if other == one else None,
        "tone": None,
        "unwanted": other == 3,
        "restart_at": milliseconds(restart) if one == other else None,
        "note": "abcdefgh"[other] if one % 2 else None,
        **_when(scene),
    }


def streak(scene: Scene) -> Raw:
    """One that runs, or one that is over: few kinds, so that two are often the same."""
    one, other = scene.choice.one, scene.choice.other
    ends = scene.moment() + timedelta(hours=one) if one > 4 else None
    return {
        "kind": ("no_contact", "social_quiet")[other % 2],
        "person_id": scene.some("people"),
        "label": None,
        "started_at": milliseconds(scene.moment() - timedelta(days=one * 2)),
        "time_zone": scene.time_zone,
        "platforms": json.dumps(["one"] if other == 3 else []),
        "measures": "[]",
        "ended_at": None if ends is None else milliseconds(ends),
        "ended_time_zone": None,
        "outcome": None if ends is None else "let_go",
    }


def streak_pause(scene: Scene) -> Raw:
    first = scene.moment().date() - timedelta(days=scene.choice.one)
    until = first + timedelta(days=scene.choice.other % 3)
    return {
        "streak_id": scene.some("streaks"),
        "from_on": str(first),
        "until_on": str(until) if scene.choice.other else None,
    }


def goal(scene: Scene) -> Raw:
    one, other = scene.choice.one, scene.choice.other
    return {
        "title": "ABCDEFGH"[one],
        "area": ("body", "mind")[other % 2],
        "why": "abcdefgh"[other] if one % 2 else None,
        "status": ("active", "paused", "dropped")[one % 3],
        "starts_on": _date(scene),
        "activity_id": None,
        "cadence_times": other + 1,
        "cadence_per": ("day", "week", "month")[other % 3],
        "target_amount": None,
        "target_unit": None,
        "due_on": None,
    }


def activity_log(scene: Scene) -> Raw:
    one, other = scene.choice.one, scene.choice.other
    return {
        "activity_id": None,
        "goal_id": scene.some("goals"),
        "title": "ABCDEFGH"[one],
        "area": ("body", "mind")[other % 2],
        "duration_seconds": one * 60 if other % 2 else None,
        "amount": other / 4 if one % 2 else None,
        "unit": "km" if one % 2 else None,
        "company": json.dumps([["alone"], ["friends", "family"], []][other % 3]),
        "enjoyment": one,
        "first_time": other == 1,
        "mindfulness_type": None,
        "note": "abcdefgh"[one] if other % 2 else None,
        **_when(scene),
    }


MAKERS: dict[str, Callable[[Scene], Raw]] = {
    "people": person,
    "streaks": streak,
    "streak_pauses": streak_pause,
    "contact_events": contact_event,
    "moods": mood,
    "goals": goal,
    "activity_logs": activity_log,
}
FIXED: dict[str, set[str]] = {
    "streaks": {"kind", "person_id", "label", "time_zone", "platforms", "measures"},
    "streak_pauses": {"streak_id"},
}
"""Columns that are a row's for good, or that are not changed here."""
WORDS = {
    "people": "note",
    "streaks": "label",
    "moods": "note",
    "contact_events": "note",
    "goals": "why",
    "activity_logs": "note",
}
TOO_LONG = "long " * (MOST_CHARACTERS // 5 + 1)
OFTEN = 8
"""Of so many hours, one has somebody write too much."""


def made(table: str, scene: Scene) -> Raw:
    row = MAKERS[table](scene)
    if table in WORDS and scene.choice.hours % OFTEN == OFTEN - 1:
        row[WORDS[table]] = TOO_LONG
    return row


def changed(table: str, scene: Scene, present: Raw) -> dict[str, Value]:
    """Change a column or two of a row."""
    fresh = made(table, scene)
    names = sorted(fresh.keys() - FIXED.get(table, set()))
    first = scene.choice.one * 2 % len(names)
    picked = {names[first], names[(first + 1 + scene.choice.other) % len(names)]}
    return {name: value for name, value in fresh.items() if name in picked and name in present}


def _when(scene: Scene) -> Raw:
    return {"occurred_at": milliseconds(scene.moment()), "time_zone": scene.time_zone}


def _date(scene: Scene) -> str:
    return str(scene.moment().date())
