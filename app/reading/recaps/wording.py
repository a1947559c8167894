"""A week in sentences: what is there is said, what is not there is left unsaid."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.core.texts import Texts, texts
from app.reading.insights import wording as figures

Recap = Mapping[str, Any]


def told(recap: Recap) -> dict[str, Any]:
    """Add title, sentences and the text that stands for a picture."""
    words, language = catalogue(recap), recap["language"]
    start, end = (figures.long_date(recap[name], language) for name in ("start", "end"))
    title = str(words["title"]).format(**{"from": start, "to": end})
    lines = [line for part in PARTS for line in part(recap, words)] or [str(words["quiet"])]
    if not recap["complete"]:
        lines.append(str(words["so_far"]))
    return {**recap, "title": title, "lines": lines, "alt": " ".join([f"{title}.", *lines])}


def card_title(recap: Recap) -> str:
    """Give a title that has room on a card, where the week's name says the year."""
    start, end = (figures.short_date(recap[name], recap["language"]) for name in ("start", "end"))
    return str(catalogue(recap)["card_title"]).format(**{"from": start, "to": end})


def catalogue(recap: Recap) -> Texts:
    return texts(__package__ or "", recap["language"])


def _kept(recap: Recap, words: Texts) -> Iterator[str]:
    """Say nothing of a streak that was kept on no day: the user knows."""
    for each in recap["streaks"]:
        said = {"streak": words["streaks"][each["kind"]]}
        if each["kept"] == "paused":
            yield str(words["paused"]).format(**said)
        elif each["days_kept"]:
            counted = {"kept": each["days_kept"], "tried": each["days_tried"]}
            yield str(words["kept_counted"]).format(**said, **counted)
        elif each["kept"] != "none":
            yield str(words[f"kept_{each['kept']}"]).format(**said)


def _first_times(recap: Recap, words: Texts) -> Iterator[str]:
    yield from _counted(words, "first_time", "first_times", recap["first_times"])


def _activities(recap: Recap, words: Texts) -> Iterator[str]:
    names = figures.catalogue(recap["language"])["area_names"]
    areas = ", ".join(names[area] for area in recap["areas"])
    yield from _counted(words, "activity", "activities", recap["activities"], areas=areas)


def _goals(recap: Recap, words: Texts) -> Iterator[str]:
    yield from _counted(words, "goal", "goals", recap["goals"]["met"])


def _company(recap: Recap, words: Texts) -> Iterator[str]:
    item = str(words["company_item"])
    said = [
        item.format(who=words["who"][each["company"]], n=each["n"]) for each in recap["company"]
    ]
    if said:
        yield str(words["company"]).format(list=", ".join(said))


def _mood(recap: Recap, words: Texts) -> Iterator[str]:
    mood = recap["mood"]
    if mood["n"]:
        mean = figures.number(mood["mean"], recap["language"], signed=True)
        yield from _counted(words, "mood_one", "mood", mood["n"], mean=mean)


PARTS = (_kept, _first_times, _activities, _company, _goals, _mood)


def _counted(words: Texts, one: str, more: str, n: int, **said: str) -> Iterator[str]:
    if n:
        yield str(words[one if n == 1 else more]).format(n=n, **said)
