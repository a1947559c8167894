"""What a client wants an insight of, and in which form."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Query

from app.core.date_ranges import DateRange, Dates
from app.core.errors import refuse
from app.core.negotiation import Accepted
from app.core.owners import Owner
from app.core.schemas import EARLIEST, LATEST
from app.core.texts import AcceptedLanguages
from app.reading.insights.rules.windows import Window
from app.reading.insights.vocabulary import Bucket, Theme

USUAL_DAYS = 56
MOST_DAYS = {"day": 366, "week": 1_830, "month": 3_660}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the query says, and what the client understands: media types and languages."""

    dates: Dates
    bucket: Bucket
    theme: Theme
    accepted: str
    languages: str

    def window(self, owner: Owner, *, now: datetime) -> Window:
        """Give the window: by default the last 56 of the owner's dates.

        Raises:
            Invalid: it ends before it starts, is longer than its buckets allow, or lies nowhere.
        """
        end = self.dates.end or max(owner.today(now), self.dates.start or date.min)
        if not EARLIEST.date() < end < LATEST.date():
            refuse("?to", "not between the years 1900 and 2200")
        start = self.dates.start or end - timedelta(days=USUAL_DAYS - 1)
        if start > end:
            refuse("?from", "after `to`")
        most = MOST_DAYS[self.bucket]
        if (end - start).days >= most:
            refuse("?from", f"by {self.bucket}, a window has at most {most} days")
        return Window(start, end, self.bucket, owner.week_starts_on)


async def wish(
    dates: DateRange,
    accepted: Accepted,
    languages: AcceptedLanguages,
    bucket: Annotated[
        Bucket, Query(description="Weeks start as the user's do. By day at most a year.")
    ] = "week",
    theme: Annotated[Theme, Query(description="Of the picture, if one is asked for.")] = "light",
) -> Wish:
    return Wish(dates, bucket, theme, accepted, languages)


Wished = Annotated[Wish, Depends(wish)]
