"""Somebody who tells the service things, and remembers what they said."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.journeys.phone import ClockFile, Phone
from tests.journeys.week_goals import Goal
from tests.journeys.week_oracle import (
    HOME,
    Streak,
    Told,
    dates,
    local_date,
    moment,
    mood_class,
    on_dates,
)

DATED = ("moods", "activity-logs", "contact-events")


@dataclass
class Teller:
    """A life and the phone that it is told to; `told` holds the entries as they were sent."""

    phone: Phone
    clock: ClockFile
    now: datetime
    ids: dict[str, str] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    told: dict[str, list[Told]] = field(default_factory=lambda: {kind: [] for kind in DATED})
    streak: Streak = field(init=False)

    def wake(self, day: date, hour: str) -> None:
        """Let it be that hour of Berlin, on that date of its calendar."""
        self.now = datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=HOME)
        self.clock.show(self.now.isoformat())

    def begin_streak(self, person: str, started_at: datetime) -> None:
        body = {"kind": "no_contact", "person_id": self.ids[person]}
        started = self.phone.post("/v1/streaks", **body, started_at=started_at.isoformat())
        self.ids["streak"] = started["id"]
        self.streak = Streak(started_at, self.told["contact-events"])

    def make(self, kind: str, name: str, /, **body: Any) -> None:  # noqa: ANN401
        self.ids[name] = self.phone.post(f"/v1/{kind}", **body)["id"]

    def set_goal(self, name: str, /, **body: Any) -> None:  # noqa: ANN401
        goal = self.phone.post("/v1/goals", **body)
        self.goals[name] = Goal(body, goal["id"])

    def tell(self, kind: str, /, **body: Any) -> dict[str, Any]:  # noqa: ANN401
        """Tell of now, or of the `occurred_at` that is said."""
        answer = self.phone.post(f"/v1/{kind}", **body)
        self.told[kind].append({"occurred_at": self.now.isoformat()} | body | {"id": answer["id"]})
        return answer

    def pause_streak(self, first: date, last: date) -> None:
        dates_aside = {"from_on": str(first), "until_on": str(last)}
        self.phone.post(f"/v1/streaks/{self.ids['streak']}/pauses", **dates_aside)
        self.streak.pauses.append((first, last))

    def excuse(self, name: str, day: date) -> None:
        goal = self.goals[name]
        path = f"/v1/goals/{goal.id}/excused-days/{day}"
        assert self.phone.call("PUT", path).status_code == 204
        goal.excused.add(day)

    def compare(self, first: date) -> None:
        """Hold every figure and every list since `first` against the oracle."""
        today = local_date(self.now)
        self._compare_streak(first, today)
        for goal in self.goals.values():
            shown = self.phone.get(f"/v1/goals/{goal.id}")["progress"]
            expected = goal.progress(self.told["activity-logs"], self.now)
            assert shown == expected, (goal.body, shown, expected)
        for kind in DATED:
            for start, end in ((first, today), (today, today), (first, today.replace(day=25))):
                listed = self.phone.get(f"/v1/{kind}?from={start}&to={end}")["items"]
                ids = [each["id"] for each in listed]
                assert ids == on_dates(self.told[kind], start, end), (kind, start, end)
        self._compare_moods()

    def _compare_streak(self, first: date, today: date) -> None:
        path = f"/v1/streaks/{self.ids['streak']}"
        shown, expected = self.phone.get(path), self.streak.figures(self.now)
        assert {name: shown[name] for name in expected} == expected, (shown, expected)
        for day in dates(first, today):
            state = self.phone.get(f"{path}/explanation?on={day}")["state"]
            assert (day, state) == (day, self.streak.state(day))
        for contact in self.told["contact-events"]:
            shown = self.phone.get(f"/v1/contact-events/{contact['id']}")
            assert [each["breaks"] for each in shown["effects"]] == [self.streak.breaks(contact)]

    def _compare_moods(self) -> None:
        shown = {each["id"]: each for each in self.phone.get("/v1/moods?limit=200")["items"]}
        assert len(shown) == len(self.told["moods"])
        for mood in self.told["moods"]:
            answer = shown[mood["id"]]
            assert answer["local_date"] == str(local_date(moment(mood["occurred_at"])))
            assert answer["valence_classification"] == mood_class(mood["valence"])
