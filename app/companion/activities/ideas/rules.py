"""Curated ideas: what one is, which fit a wish, and how the areas take turns."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple, get_args

from app.companion.activities.vocabulary import Area, Company


class Idea(NamedTuple):
    """`id` is for good; `company` is whom it suits; `minutes` is how long it takes, about."""

    id: str
    area: Area
    company: tuple[Company, ...]
    minutes: int


class Wish(NamedTuple):
    """What somebody is in the mood for; None is open to all."""

    area: Area | None = None
    company: Company | None = None
    minutes_at_most: int | None = None


def fits(idea: Idea, wish: Wish) -> bool:
    return (
        (wish.area is None or idea.area == wish.area)
        and (wish.company is None or wish.company in idea.company)
        and (wish.minutes_at_most is None or idea.minutes <= wish.minutes_at_most)
    )


def taking_turns(ideas: Iterable[Idea]) -> tuple[Idea, ...]:
    """Order ideas so that one of each area comes before the second of any."""
    by_area: dict[Area, list[Idea]] = {area: [] for area in get_args(Area)}
    for idea in ideas:
        by_area[idea.area].append(idea)
    rounds = zip_longest(*by_area.values())
    return tuple(idea for each in rounds for idea in each if idea is not None)
