"""Insights as they are answered: figures, and the sentence that says them."""

from datetime import datetime
from typing import Any

from app.core.database import Db
from app.core.errors import InsufficientScope
from app.core.outsiders import CHALLENGE
from app.core.owners import Owner
from app.core.texts import language_for
from app.reading.insights import wording
from app.reading.insights.filters import Wish
from app.reading.insights.readers import READERS
from app.reading.insights.vocabulary import FOR_APPS, Kind


async def read(db: Db, owner: Owner, kind: Kind, wish: Wish, *, now: datetime) -> dict[str, Any]:
    """Give an insight.

    Raises:
        Invalid: the window is none, or too long.
        InsufficientScope: an app asks for what comes of urges or of contact with somebody.
    """
    if not owner.is_first_party and kind not in FOR_APPS:
        raise InsufficientScope(headers={"www-authenticate": CHALLENGE})
    language = language_for(wish.languages, owner.locale)
    window = wish.window(owner, now=now)
    figures = await READERS[kind](db, owner, window, owner.today(now))
    insight = figures | {"kind": kind, "bucket": window.bucket, "language": language}
    return insight | {
        "title": wording.title(kind, language),
        "alt": wording.sentence(insight, language),
    }
