"""About ninety check-ins: low at first, better later, with dips after slips."""

from collections.abc import Iterator
from math import exp
from random import Random

from app.demo.almanac import LAST, Almanac
from app.demo.connection import Body, Step, entry
from app.demo.contacts import CONTACTS
from app.demo.diary import MOMENTS, NOTES

SEED = 7
DAILY, MOMENTARY = 0.72, 0.6
"""How likely a day has a check-in of a kind, unless there is something to say."""
LABELS = (
    (-0.5, ("sad", "lonely", "drained", "discouraged", "overwhelmed")),
    (-0.15, ("anxious", "worried", "lonely", "disappointed", "irritated")),
    (0.2, ("indifferent", "calm", "hopeful", "relieved", "drained")),
    (0.5, ("content", "hopeful", "calm", "grateful", "satisfied")),
    (1.0, ("happy", "peaceful", "proud", "grateful", "confident", "amused")),
)
"""Words up to a valence."""
ASSOCIATIONS = ("partner", "dating", "work", "selfCare", "friends", "fitness", "hobbies", "family")
"""What it had to do with, from what was on their mind first to what is on it now."""
HOURS = ("08:10", "12:40", "19:50", "00:40")
TOLD_AT = "17:25"
"""When there is something to say of a moment."""
STUNG_ON = (9, 29)
"""The days that two messages spoilt."""
SHIFTS = {3: -0.2, 18: 0.4, 19: 0.5, 22: 0.4, 24: -0.4, 25: 0.2, 27: -0.35, 43: 0.3, 46: -0.3}
SHIFTS |= {47: -0.35, 50: 0.3, 57: 0.25}
"""What made single days better or worse than their neighbours."""
CONTACT_DAYS = {contact.day for contact in CONTACTS}


def steps(almanac: Almanac) -> Iterator[Step]:
    for check_in in _check_ins(almanac):
        yield entry(check_in["occurred_at"], "moods", check_in)


def _check_ins(almanac: Almanac) -> Iterator[Body]:
    random = Random(SEED)  # noqa: S311  (a story, not a secret)
    for day in range(LAST + 1):
        if random.random() < DAILY or day in NOTES:
            yield _check_in(almanac, random, day, "dailyMood", "21:45", NOTES.get(day))
        if random.random() < MOMENTARY or day in MOMENTS:
            hour = TOLD_AT if day in MOMENTS else random.choice(HOURS)
            yield _check_in(almanac, random, day, "momentaryEmotion", hour, MOMENTS.get(day))


def _check_in(
    almanac: Almanac, random: Random, day: int, kind: str, hour: str, note: str | None
) -> Body:
    spread = 0.13 if kind == "dailyMood" else 0.24
    valence = round(max(-1.0, min(1.0, random.gauss(_tide(day), spread))), 2)
    longing = 8.5 - 7 * day / LAST + 2.5 * _sting(day)
    return {
        "kind": kind,
        "occurred_at": almanac.at(day, hour),
        "valence": valence,
        "labels": random.sample(_words(valence), random.randint(1, 2)),
        "associations": [_association(random, day)],
        "energy": _scale(random.gauss(4.5 + 3 * valence, 1)),
        "longing": _scale(random.gauss(longing, 1)),
        "loneliness": _scale(random.gauss(5 - 4 * valence, 1)),
        "note": note,
    }


def _tide(day: int) -> float:
    """Give the valence of an average moment: from -0.6 to 0.45, the turn after three weeks."""
    course = -0.65 + 1.1 / (1 + exp(-(day - 22) / 7))
    return course + SHIFTS.get(day, 0) - 0.75 * _sting(day)


def _sting(day: int) -> float:
    """Tell how much of the last slip is felt, from 1 on its day towards 0."""
    since = [day - slip for slip in STUNG_ON if slip <= day]
    return 0.62 ** min(since) if since else 0.0


def _words(valence: float) -> tuple[str, ...]:
    return next(words for limit, words in LABELS if valence <= limit)


def _association(random: Random, day: int) -> str:
    if day in CONTACT_DAYS:
        return ASSOCIATIONS[0]
    place = random.gauss(len(ASSOCIATIONS) * day / LAST, 1.5)
    return ASSOCIATIONS[max(0, min(len(ASSOCIATIONS) - 1, int(place)))]


def _scale(value: float) -> int:
    return max(0, min(10, round(value)))
