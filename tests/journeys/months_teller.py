"""Somebody who tells the service two months, and remembers what they said."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.journeys.months_oracle import Books
from tests.journeys.phone import ClockFile, Phone
from tests.journeys.week_goals import Goal
from tests.journeys.week_oracle import HOME, Streak, Told

TOLD = ("moods", "activity-logs", "contact-events", "urges", "journal-entries", "encounters")


@dataclass
class Months:
    """A life and the phone that it is told to; `told` holds the entries as they were sent."""

    phone: Phone
    clock: ClockFile
    now: datetime
    ids: dict[str, str] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    told: Books = field(default_factory=lambda: {kind: [] for kind in TOLD})
    offers: list[Told] = field(default_factory=list)
    streak: Streak = field(init=False)

    def wake(self, day: date, hour: str) -> None:
        """Let it be that hour of Berlin, on that date of its calendar."""
        self.now = datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=HOME)
        self.clock.show(self.now.isoformat())

    def make(self, kind: str, name: str, /, **body: Any) -> None:  # noqa: ANN401
        self.ids[name] = self.phone.post(f"/v1/{kind}", **body)["id"]

    def begin_streak(self, person: str, started_at: datetime) -> None:
        body = {"kind": "no_contact", "person_id": self.ids[person]}
        begun = self.phone.post("/v1/streaks", **body, started_at=started_at.isoformat())
        self.ids["streak"] = begun["id"]
        self.streak = Streak(started_at, self.told["contact-events"])

    def pause_streak(self, first: date, last: date) -> None:
        dates = {"from_on": str(first), "until_on": str(last)}
        self.phone.post(f"/v1/streaks/{self.ids['streak']}/pauses", **dates)
        self.streak.pauses.append((first, last))

    def set_goal(self, name: str, /, **body: Any) -> None:  # noqa: ANN401
        self.goals[name] = Goal(body, self.phone.post("/v1/goals", **body)["id"])

    def tell(self, kind: str, /, **body: Any) -> dict[str, Any]:  # noqa: ANN401
        """Tell of now, or of the `occurred_at` that is said."""
        answer = self.phone.post(f"/v1/{kind}", **body)
        self.told[kind].append({"occurred_at": self.now.isoformat()} | body | {"id": answer["id"]})
        return answer

    def feel_an_urge(self, **body: Any) -> dict[str, Any]:  # noqa: ANN401
        """Tell of an urge; `offers` keeps what was known then, and the toolkit of the answer."""
        before = [dict(each) for each in self.told["urges"]]
        answer = self.tell("urges", person_id=self.ids["comet"], **body)
        self.offers.append({"before": before, "toolkit": answer["toolkit"]})
        return answer

    def resolve(self, urge_id: str, **changes: Any) -> None:  # noqa: ANN401
        answer = self.phone.call("PATCH", f"/v1/urges/{urge_id}", changes)
        assert answer.status_code == 200, answer.text
        next(each for each in self.told["urges"] if each["id"] == urge_id).update(changes)
