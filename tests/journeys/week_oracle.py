"""What a week adds up to, from the text of the rules alone: dates counted one by one.

It sees only what somebody told (bodies as they were sent), never what the service answered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

Told = dict[str, Any]

HOME = ZoneInfo("Europe/Berlin")
DAY_STARTS_AT = time(4)
DAY = timedelta(days=1)
COUNTS = {"reached_out", "met_by_choice"}
MOOD_CLASSES = (
    "veryUnpleasant",
    "unpleasant",
    "slightlyUnpleasant",
    "neutral",
    "slightlyPleasant",
    "pleasant",
    "veryPleasant",
)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def spelled(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def local_date(at: datetime) -> date:
    """The wall clock less the start of the day: at half past one it is still the day before."""
    wall = at.astimezone(HOME).replace(tzinfo=None)
    return (wall - timedelta(hours=DAY_STARTS_AT.hour)).date()


def dates(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


@dataclass
class Streak:
    """No contact with one person: its start, what happened, and the dates set aside."""

    started_at: datetime
    contacts: list[Told] = field(default_factory=list)
    pauses: list[tuple[date, date]] = field(default_factory=list)

    @property
    def started_on(self) -> date:
        return local_date(self.started_at)

    def is_paused(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.pauses)

    def breaks(self, contact: Told) -> bool:
        """Of a kind that counts, without an excepted reason, after the start, on no paused date."""
        at = moment(contact["occurred_at"])
        return (
            contact["kind"] in COUNTS
            and contact.get("reason") is None
            and at >= self.started_at
            and not self.is_paused(local_date(at))
        )

    def figures(self, now: datetime) -> Told:
        today = local_date(now)
        slips = self._slips()
        stretches = list(self._stretches(slips, now))
        longest = max(stretches, key=lambda each: (each["days"], each["elapsed_seconds"]))
        kept = [self._is_kept(slips, day) for day in self._tried(today)]
        return {
            "status": "paused" if self.is_paused(today) else "active",
            "started_on": str(self.started_on),
            "current": {name: stretches[-1][name] for name in stretches[-1] if name != "ended_at"},
            "longest": longest,
            "journey_days": (today - self.started_on).days,
            "days_tried": len(kept),
            "days_kept": sum(kept),
            "kept_ratio": rounded(Decimal(sum(kept)) / len(kept), "0.001"),
            "steadiness": _steadiness(kept),
            "slip_count": len(slips),
            "last_slip_at": spelled(moment(slips[-1]["occurred_at"])) if slips else None,
            "as_of": spelled(now),
        }

    def state(self, day: date) -> str:
        slips = self._slips()
        if any(local_date(moment(each["occurred_at"])) == day for each in slips):
            return "broken"
        if self.is_paused(day):
            return "paused"
        return "kept" if self._is_kept(slips, day) else "gap"

    def _slips(self) -> list[Told]:
        slips = [each for each in self.contacts if self.breaks(each)]
        return sorted(slips, key=lambda each: moment(each["occurred_at"]))

    def _tried(self, today: date) -> list[date]:
        return [day for day in dates(self.started_on, today) if not self.is_paused(day)]

    def _stretches(self, slips: Sequence[Told], now: datetime) -> Iterator[Told]:
        """From the start to a slip, from its restart to the next, from the last to now."""
        start = self.started_at
        for slip in slips:
            yield self._stretch(start, moment(slip["occurred_at"]), over=True)
            start = _restart(slip)
        yield self._stretch(start, now, over=False)

    def _stretch(self, start: datetime, end: datetime, *, over: bool) -> Told:
        elapsed = end.astimezone(UTC) - start.astimezone(UTC)  # the wall clock skips an hour
        after = dates(local_date(start) + DAY, local_date(end))
        return {
            "started_at": spelled(start),
            "ended_at": spelled(end) if over else None,
            "elapsed_seconds": max(0, int(elapsed.total_seconds())),
            "days": sum(not self.is_paused(day) for day in after),
        }

    def _is_kept(self, slips: Sequence[Told], day: date) -> bool:
        for slip in slips:
            broken_on = local_date(moment(slip["occurred_at"]))
            back_on = local_date(_restart(slip))
            if day == broken_on or broken_on < day < back_on:
                return False
        return True


def _restart(slip: Told) -> datetime:
    return moment(slip.get("restart_at") or slip["occurred_at"])


def _steadiness(kept: Sequence[bool]) -> float:
    m, s = Decimal("0.5") ** (Decimal(1) / 13), Decimal(0)
    for value in kept:
        s = s * m + int(value) * (1 - m)
    return rounded(s, "0.0001")


def mood_class(valence: float) -> str:
    """Seven equal parts of -1 to 1, counted from the unpleasant end."""
    part = (Fraction(str(valence)) + 1) / Fraction(2, 7)
    return MOOD_CLASSES[min(6, int(part))]


def on_dates(entries: Sequence[Told], first: date, last: date) -> list[str]:
    """The ids of the entries of some dates, newest first; ids decide about equal moments."""
    chosen = [each for each in entries if first <= local_date(moment(each["occurred_at"])) <= last]
    chosen.sort(key=lambda each: (moment(each["occurred_at"]), each["id"]), reverse=True)
    return [each["id"] for each in chosen]


def rounded(value: Decimal, places: str) -> float:
    return float(value.quantize(Decimal(places), ROUND_HALF_EVEN))
