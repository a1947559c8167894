"""The oracle of a week's goals: periods one after the other, from the text of the rules alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.journeys.week_oracle import DAY, Told, dates, local_date, moment

Period = list[date]


@dataclass
class Goal:
    """A goal as it was set, with the dates excused."""

    body: Told
    id: str
    excused: set[date] = field(default_factory=set)

    @property
    def starts_on(self) -> date:
        return date.fromisoformat(self.body["starts_on"])

    def progress(self, logs: Sequence[Told], now: datetime) -> Told:
        mine = [each for each in logs if self._counts(each)]
        if "target" in self.body:
            return self._target(mine)
        return self._cadence(mine, local_date(now))

    def _counts(self, log: Told) -> bool:
        """By its goal, else by the goal's activity."""
        if log.get("goal_id") is not None:
            return bool(log["goal_id"] == self.id)
        activity = self.body.get("activity_id")
        return activity is not None and log.get("activity_id") == activity

    def _target(self, logs: Sequence[Told]) -> Told:
        target = self.body["target"]
        amounts = [
            Fraction(str(log["amount"]))
            for log in logs
            if log.get("unit") == target["unit"]
            and local_date(moment(log["occurred_at"])) >= self.starts_on
        ]
        ratio = sum(amounts, Fraction(0)) / target["amount"]
        return {
            "period_start": self.body["starts_on"],
            "period_end": target["due_on"],
            "done": len(amounts),
            "times": None,
            "met": ratio >= 1,
            "current_run": None,
            "longest_run": None,
            "total": float(sum(amounts, Fraction(0))),
            "target_ratio": float(ratio),
        }

    def _cadence(self, logs: Sequence[Told], today: date) -> Told:
        times = self.body["cadence"]["times"]
        run = longest = done = 0
        period: Period = []
        day = self.starts_on
        while not period or period[-1] < today:
            period = self._period(day)
            day = period[-1] + DAY
            done = sum(local_date(moment(log["occurred_at"])) in period for log in logs)
            if set(period) <= self.excused:
                continue
            if done >= times:
                run += 1
            elif today not in period:
                run = 0
            longest = max(longest, run)
        return {
            "period_start": str(period[0]),
            "period_end": str(period[-1]),
            "done": done,
            "times": times,
            "met": done >= times,
            "current_run": run,
            "longest_run": longest,
            "total": None,
            "target_ratio": None,
        }

    def _period(self, day: date) -> Period:
        if self.body["cadence"]["per"] == "day":
            return [day]
        monday = day - timedelta(days=day.weekday())
        return list(dates(monday, monday + 6 * DAY))
