"""What is asked of a recap: a week by its ISO 8601 name, counters or none, the form."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Path, Query

from app.core.errors import refuse
from app.core.negotiation import Accepted
from app.core.owners import Owner
from app.core.texts import AcceptedLanguages
from app.reading.insights.rules.windows import Window
from app.reading.insights.vocabulary import Theme
from app.reading.recaps.errors import RecapNotYet

WEEK = r"^(19|20|21)[0-9]{2}-W[0-5][0-9]$"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address and the headers say."""

    week: str
    counters: bool
    theme: Theme
    accepted: str
    languages: str

    def window(self, owner: Owner, *, now: datetime) -> Window:
        """Give the dates of the week.

        Raises:
            Invalid: no year has such a week.
            RecapNotYet: it has not begun.
        """
        year, _, number = self.week.partition("-W")
        try:
            monday = date.fromisocalendar(int(year), int(number), 1)
        except ValueError:
            refuse("week", "that year has no such week by ISO 8601")
        if monday > owner.today(now):
            raise RecapNotYet
        return Window(monday, monday + timedelta(days=6), "week", "monday")

    def shows_counters(self, owner: Owner) -> bool:
        wanted = owner.preferences["show_counters"]
        return bool(wanted == "always" or (wanted == "on_request" and self.counters))


async def wish(
    week: Annotated[
        str, Path(pattern=WEEK, max_length=8, description="By ISO 8601.", examples=["2026-W11"])
    ],
    accepted: Accepted,
    languages: AcceptedLanguages,
    counters: Annotated[  # noqa: FBT002  (a query parameter)
        bool, Query(description="Count the days of streaks.")
    ] = False,
    theme: Annotated[Theme, Query(description="Of the picture, if one is asked for.")] = "light",
) -> Wish:
    return Wish(week, counters, theme, accepted, languages)


Wished = Annotated[Wish, Depends(wish)]
