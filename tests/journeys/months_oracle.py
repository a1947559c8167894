"""What two months add up to, from the text of the rules alone; see `week_oracle` for streaks.

It sees only what somebody told (bodies as they were sent, with `occurred_at`), never an answer.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from statistics import fmean

from tests.journeys.week_oracle import DAY, Streak, Told, local_date, moment

CONTACT = {"reached_out", "met_by_choice"}
CHECKS = {"checked_profile", "checked_old_messages", "asked_about", "went_past"}
THEIRS = {"heard_from", "replied"}
MEETINGS = {"met_by_choice", "met_by_chance"}
COMPANY = {"friends", "family", "new_people"}
MARKS = (1, 3, 7, 14, 21, 31, 56, 90, 180)
LOW = Fraction(-1, 2)

Books = dict[str, list[Told]]
"""Everything told, by the resource's path."""


def within(entries: Iterable[Told], first: date, last: date) -> list[Told]:
    return [each for each in entries if first <= local_date(moment(each["occurred_at"])) <= last]


def unlinked_urges(books: Books, first: date, last: date) -> list[Told]:
    """An urge that became a contact event counts once: as the contact."""
    urges = within(books["urges"], first, last)
    return [each for each in urges if not each.get("contact_event_id")]


def attention(books: Books, first: date, last: date) -> list[float | None]:
    """Them, self and share. Halves are exact: entries about both count half to each."""
    contacts = within(books["contact-events"], first, last)
    journal = within(books["journal-entries"], first, last)
    logs = within(books["activity-logs"], first, last)
    half = Fraction(sum(each["focus"] == "both" for each in journal), 2)
    them = sum(each["kind"] in CONTACT | CHECKS for each in contacts) + half
    them += len(unlinked_urges(books, first, last))
    them += sum(each["focus"] == "them" for each in journal)
    own = sum("person" not in each.get("company", ()) for each in logs) + half
    own += sum(each["focus"] == "self" for each in journal)
    return [float(them), float(own), share(own, own + them)]


def balance(books: Books, first: date, last: date) -> list[float | None]:
    """Push, pull and balance."""
    contacts = within(books["contact-events"], first, last)
    urges = unlinked_urges(books, first, last)
    push = sum(each["kind"] in CONTACT | CHECKS for each in contacts)
    push += sum(each.get("outcome") == "slipped" for each in urges)
    pull = sum(
        each.get("outcome") == "resisted" and bool(each.get("technique_id")) for each in urges
    )
    pull += sum(
        bool(each.get("mindfulness_type")) for each in within(books["activity-logs"], first, last)
    )
    pull += len(within(books["journal-entries"], first, last)) + len(
        within(books["moods"], first, last)
    )
    pull += sum(each["kind"] == "replied" and each.get("tone") == "open" for each in contacts)
    pull += sum(
        (each.get("present") or 0) >= 6 for each in within(books["encounters"], first, last)
    )
    return [float(push), float(pull), share(pull, push + pull)]


def growth_points(books: Books, first: date, last: date) -> list[float]:
    """Of 25 each: first times, areas, company."""
    logs = within(books["activity-logs"], first, last)
    firsts = sum(each.get("first_time", False) for each in logs)
    days = (last - first).days + 1
    parts = [
        Fraction(firsts * 30, 4 * days),
        Fraction(len({each["area"] for each in logs}), 5),
        Fraction(len({who for each in logs for who in each.get("company", ())} & COMPANY), 3),
    ]
    return [float(25 * min(Fraction(1), part)) for part in parts]


def who_begins(books: Books, first: date, last: date) -> tuple[int, int]:
    """Contacts begun by the user, and by the other person."""
    kinds = [each["kind"] for each in within(books["contact-events"], first, last)]
    return sum(kind in CONTACT for kind in kinds), sum(kind in THEIRS for kind in kinds)


def mean_valence(books: Books, first: date, last: date) -> tuple[float | None, int]:
    values = [each["valence"] for each in within(books["moods"], first, last)]
    return (fmean(values) if values else None, len(values))


def difference(books: Books, first: date, last: date, area: str) -> tuple[int, int, float | None]:
    """Of the mean valence of dates with and without: n, n, difference; a date by its mean."""
    logs = within(books["activity-logs"], first, last)
    logged = {local_date(moment(each["occurred_at"])) for each in logs if each["area"] == area}
    by_date: dict[date, list[float]] = {}
    for mood in within(books["moods"], first, last):
        by_date.setdefault(local_date(moment(mood["occurred_at"])), []).append(mood["valence"])
    having = [fmean(values) for day, values in by_date.items() if day in logged]
    lacking = [fmean(values) for day, values in by_date.items() if day not in logged]
    both = bool(having and lacking)
    return len(having), len(lacking), fmean(having) - fmean(lacking) if both else None


def moods_stay_low(books: Books, today: date) -> bool:
    moods = within(books["moods"], today - 13 * DAY, today)
    days: dict[date, list[Told]] = {}
    for mood in moods:
        days.setdefault(local_date(moment(mood["occurred_at"])), []).append(mood)
    latest = [days[day] for day in sorted(days)[-7:]]
    low = sum(
        Fraction(sum(Fraction(str(each["valence"])) for each in day), len(day)) <= LOW
        for day in latest
    )
    hopeless = sum(any("hopeless" in each.get("labels", ()) for each in day) for day in latest)
    return low >= 5 or hopeless >= 3


def milestones(streak: Streak, now: datetime) -> list[tuple[int, date]]:
    """The marks that each segment reached, and on which dates; in order."""
    slips = sorted(
        filter(streak.breaks, streak.contacts), key=lambda each: moment(each["occurred_at"])
    )
    begins = [streak.started_at, *(_restart(each) for each in slips)]
    ends = [*(moment(each["occurred_at"]) for each in slips), now]
    reached = []
    for begin, end in zip(begins, ends, strict=True):
        days, day = 0, local_date(begin)
        while day < local_date(end):
            day += DAY
            days += not streak.is_paused(day)
            if days in MARKS and not streak.is_paused(day):
                reached.append((days, day))
    return sorted(reached)


def _restart(slip: Told) -> datetime:
    return moment(slip.get("restart_at") or slip["occurred_at"])


def ranked(techniques: Sequence[str], urges: Sequence[Told]) -> list[tuple[str, int, int]]:
    """The three that are offered: id, tried, helped; `techniques` in the curated order."""
    tried = {
        each: [urge for urge in urges if urge.get("technique_id") == each] for each in techniques
    }
    helped = {each: sum(_helped(urge) for urge in tried[each]) for each in techniques}
    rates = sorted(techniques, key=lambda each: -Fraction(helped[each] + 1, len(tried[each]) + 2))
    least = min(
        (each for each in techniques if each not in rates[:2]), key=lambda each: len(tried[each])
    )
    return [(each, len(tried[each]), helped[each]) for each in (*rates[:2], least)]


def _helped(urge: Told) -> bool:
    after = urge.get("intensity_after")
    return (
        urge.get("outcome") in {"resisted", "passed"}
        and after is not None
        and after < urge["intensity"]
    )


def silence_days(books: Books, returned_at: datetime) -> int | None:
    own = [
        moment(each["occurred_at"])
        for each in books["contact-events"]
        if each["kind"] in THEIRS | MEETINGS and moment(each["occurred_at"]) < returned_at
    ]
    own += [
        moment(each["occurred_at"])
        for each in books["encounters"]
        if each.get("happened") and moment(each["occurred_at"]) < returned_at
    ]
    return (local_date(returned_at) - local_date(max(own))).days if own else None


def share(part: float | Fraction, whole: float | Fraction) -> float | None:
    return float(Fraction(part) / Fraction(whole)) if whole else None
