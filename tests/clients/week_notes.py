"""What the typed client noted, heard by the oracle, which looks at each night."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.journeys.week_goals import Goal
from tests.journeys.week_oracle import (
    Streak,
    Told,
    dates,
    local_date,
    moment,
    mood_class,
    on_dates,
)

SUNDAY_BEFORE = date(2026, 3, 22)


@dataclass
class Retelling:
    """A life as far as it was heard of; a night that is not as reckoned fails the test."""

    told: dict[str, list[Told]] = field(
        default_factory=lambda: {"moods": [], "activity-logs": [], "contact-events": []}
    )
    goals: dict[str, Goal] = field(default_factory=dict)
    nights: int = 0
    streak: Streak = field(init=False)

    def hear(self, note: dict[str, Any]) -> None:
        kind = note["what"]
        if kind in self.told:
            self.told[kind].append(note["body"])
        elif kind == "streak":
            self.streak = Streak(moment(note["started_at"]), self.told["contact-events"])
        elif kind == "goal":
            self.goals[note["name"]] = Goal(note["body"], note["id"])
        else:
            getattr(self, f"_{kind}")(note)

    def _pause(self, note: dict[str, Any]) -> None:
        span = date.fromisoformat(note["first"]), date.fromisoformat(note["last"])
        self.streak.pauses.append(span)

    def _excused(self, note: dict[str, Any]) -> None:
        self.goals[note["name"]].excused.add(date.fromisoformat(note["day"]))

    def _night(self, note: dict[str, Any]) -> None:
        now, shown = moment(note["now"]), note["shown"]
        self.nights += 1
        expected = self.streak.figures(now)
        assert {name: shown["streak"][name] for name in expected} == expected
        logs = self.told["activity-logs"]
        assert shown["goals"] == {
            name: goal.progress(logs, now) for name, goal in self.goals.items()
        }
        assert shown["states"] == [
            [str(day), self.streak.state(day)] for day in dates(SUNDAY_BEFORE, local_date(now))
        ]
        assert shown["breaks"] == [
            [each["id"], [self.streak.breaks(each)]] for each in self.told["contact-events"]
        ]
        self._compare_lists(shown)
        self._compare_moods(shown["moods"])
        reads = 1 + len(shown["goals"]) + len(shown["states"]) + len(shown["breaks"]) + 3 * 3 + 1
        assert shown["revalidated"] == reads

    def _compare_lists(self, shown: dict[str, Any]) -> None:
        for each in shown["lists"]:
            first, last = date.fromisoformat(each["from"]), date.fromisoformat(each["to"])
            assert each["ids"] == {
                kind: on_dates(told, first, last) for kind, told in self.told.items()
            }

    def _compare_moods(self, shown: list[dict[str, str]]) -> None:
        found = {each["id"]: each for each in shown}
        assert found == {
            each["id"]: {
                "id": each["id"],
                "local_date": str(local_date(moment(each["occurred_at"]))),
                "valence_classification": mood_class(each["valence"]),
            }
            for each in self.told["moods"]
        }
