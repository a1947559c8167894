"""Gives a day's prompts, or something to do instead."""

from datetime import datetime

from app.companion.journal.prompts import catalogue, queries, rules
from app.companion.journal.prompts.rules import Written
from app.core.database import Db
from app.core.owners import Owner
from app.core.tables import Record
from app.core.texts import Language

SOURCE = "https://pmc.ncbi.nlm.nih.gov/articles/PMC4297672/"


async def suggest(db: Db, owner: Owner, language: Language, *, now: datetime) -> Record:
    """Give the three prompts of the user's day, unless they write about somebody all night."""
    parameters = {"owner_id": owner.id, **queries.PARAMETERS}
    rows = await db.all(queries.newest(), parameters)
    newest = [Written(row.occurred_at, row.time_zone, row.focus) for row in rows]
    day = owner.today(now)
    if rules.is_circling(newest, now, owner.zone):
        return {"local_date": day, "items": [], "instead": _instead(language)}
    prompts = rules.of_day(catalogue.DECK, day)
    items = [each._asdict() | {"text": catalogue.text_of(each, language)} for each in prompts]
    return {"local_date": day, "items": items, "instead": None}


def _instead(language: Language) -> Record:
    texts = catalogue.texts_in(language)["instead"]
    return {
        "because": texts["because"],
        "techniques": [{"kind": kind, "text": text} for kind, text in texts["techniques"].items()],
        "source": {"title": texts["source"], "url": SOURCE},
    }
