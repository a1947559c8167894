"""Insights in words: titles, sentences, dates and numbers as a language writes them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.core.texts import Language, Texts, texts

Values = Mapping[str, Any]


def title(kind: str, language: Language) -> str:
    text: str = catalogue(language)[kind]["title"]
    return text


def sentence(insight: Values, language: Language) -> str:
    """Say the insight in a plain sentence, which also stands for its picture."""
    words = catalogue(language)
    own: Texts = words[insight["kind"]]
    said = {"window": window(insight, language), "n": insight["n"]}
    if not insight["sufficient"] or not _has_areas(insight):
        return str(own["not_enough"]).format(**said)
    return str(own["alt"]).format(**said, **SAID.get(insight["kind"], _nothing)(insight, language))


def window(insight: Values, language: Language) -> str:
    start, end = (long_date(insight[name], language) for name in ("start", "end"))
    return str(catalogue(language)["window"]).format(**{"from": start, "to": end})


def long_date(day: date, language: Language) -> str:
    return _date(day, language, "date")


def short_date(day: date, language: Language) -> str:
    return _date(day, language, "short_date")


def month(day: date, language: Language) -> str:
    return _date(day, language, "month_of_year")


def number(value: float, language: Language, digits: int = 2, *, signed: bool = False) -> str:
    """Write a number with a true minus sign; what rounds to 0 has no sign."""
    rounded = round(value, digits) + 0.0
    text = f"{abs(rounded):.{digits}f}".replace(".", catalogue(language)["decimal_point"])
    if rounded < 0:
        return f"−{text}"  # noqa: RUF001  (the minus sign, as wide as the plus)
    return f"+{text}" if signed and rounded > 0 else text


def percent(share: float, language: Language) -> str:
    return f"{number(share * 100, language, 0)} %"


def catalogue(language: Language) -> Texts:
    return texts(__package__ or "", language)


def _date(day: date, language: Language, form: str) -> str:
    words = catalogue(language)
    parts = {"day": day.day, "month": words["months"][day.month - 1], "year": day.year}
    return str(words[form]).format(**parts)


def _has_areas(insight: Values) -> bool:
    """Whether there is something to list of activities: only areas are, in words and picture."""
    return insight["kind"] != "activities" or any(each.sufficient for each in insight["areas"])


def _nothing(_insight: Values, _language: Language) -> Values:
    return {}


def _mood(insight: Values, language: Language) -> Values:
    return {"mean": number(insight["mean"], language)}


def _urges(insight: Values, language: Language) -> Values:
    outcomes = {each["outcome"]: each["n"] for each in insight["outcomes"]}
    return outcomes | {"mean_intensity": number(insight["mean_intensity"], language, 1)}


def _share(insight: Values, language: Language) -> Values:
    return {"share": percent(insight["share"], language)}


def _activities(insight: Values, language: Language) -> Values:
    """Name the areas; what the user's own activities are called, only the client knows."""
    words = catalogue(language)
    said = [
        str(words["activities"]["item"]).format(
            area=words["area_names"][each.what],
            difference=number(each.difference, language, signed=True),
            low=number(each.interval.low, language, signed=True),
            high=number(each.interval.high, language, signed=True),
        )
        for each in insight["areas"]
        if each.sufficient
    ]
    return {"list": "; ".join(said)}


def _growth(insight: Values, language: Language) -> Values:
    parts = ("first_times", "areas", "company", "goals")
    return {"score": insight["score"]} | {
        part: number(insight[part]["points"], language, 1) for part in parts
    }


def _reciprocity(insight: Values, _language: Language) -> Values:
    return {"by_me": int(insight["first"]), "by_them": int(insight["second"])}


SAID: Mapping[str, Callable[[Values, Language], Values]] = {
    "mood": _mood,
    "urges": _urges,
    "attention": _share,
    "energy": _share,
    "activities": _activities,
    "growth": _growth,
    "reciprocity": _reciprocity,
}
