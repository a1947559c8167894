"""Dates and times of day as Daylio writes them, in English and in German."""

import re
from collections.abc import Mapping
from datetime import date, time

MONTHS = (
    ("january", "jan", "januar", "jän", "jänner"),
    ("february", "feb", "februar"),
    ("march", "mar", "märz", "mär", "maerz"),
    ("april", "apr"),
    ("may", "mai"),
    ("june", "jun", "juni"),
    ("july", "jul", "juli"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct", "oktober", "okt"),
    ("november", "nov"),
    ("december", "dec", "dezember", "dez"),
)
NUMBER_OF: Mapping[str, int] = {
    name: number for number, names in enumerate(MONTHS, start=1) for name in names
}
TIME = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?: ?uhr)? ?([ap])?\.? ?(?:m\.?)?")
DAY, MONTH, YEAR = re.compile(r"\b\d{1,2}\b"), re.compile(r"[^\W\d_]+"), re.compile(r"\d{4}")
NOON = 12


def day_of(full_date: str, year: str, day_and_month: str) -> date:
    """Read `2026-03-10`, or in older files the year by itself and `10 March` or `10. März`.

    Raises:
        ValueError: it is no date.
    """
    if full_date:
        return date.fromisoformat(full_date.strip())
    words = [each for each in MONTH.findall(day_and_month.casefold()) if each in NUMBER_OF]
    days = DAY.findall(day_and_month)
    if len(words) != 1 or len(days) != 1 or not YEAR.fullmatch(year.strip()):
        raise ValueError
    return date(int(year), NUMBER_OF[words[0]], int(days[0]))


def time_of(text: str) -> time:
    """Read `21:05`, `9:05 PM`, `21.05` and their like.

    Raises:
        ValueError: it is no time of day.
    """
    spaced = text.replace("\u202f", " ").replace("\xa0", " ").strip().casefold()
    found = TIME.fullmatch(spaced)
    if found is None:
        raise ValueError
    hour, half = int(found[1]), found[4]
    if half and not 1 <= hour <= NOON:
        raise ValueError
    if half:
        hour = hour % NOON + (NOON if half == "p" else 0)
    return time(hour, int(found[2]), int(found[3] or 0))
