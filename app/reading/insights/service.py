"""Insights as they are answered: figures, and the sentence that says them."""

from datetime import datetime
from typing import Any

from app.core.database import Db
from app.core.owners import Owner
from app.core.texts import language_for
from app.reading.insights import wording
from app.reading.insights.filters import Wish
from app.reading.insights.readers import READERS
from app.reading.insights.vocabulary import Kind


async def read(db: Db, owner: Owner, kind: Kind, wish: Wish, *, now: datetime) -> dict[str, Any]:
    """Give an insight.

    Raises:
        Invalid: the window is none, or too long.
    """
    language = language_for(wish.languages, owner.locale)
    window = wish.window(owner, now=now)
    figures = await READERS[kind](db, owner, window, owner.today(now))
    insight = figures | {"kind": kind, "bucket": window.bucket, "language": language}
    return insight | {
        "title": wording.title(kind, language),
        "alt": wording.sentence(insight, language),
    }
