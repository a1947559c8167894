"""The streaks that run, as every page that looks across the companion reads them."""

from typing import Any

from sqlalchemy import ScalarSelect, and_, literal, select

from app.companion.reviews.queries import kinds_made
from app.companion.streaks.models import Streak
from app.companion.streaks.recomputation.queries import DEFINITION
from app.core.json_rows import rows_as_json
from app.core.tables import ANY_OWNER, mine, table_of

STREAKS = table_of(Streak)
MOST_STREAKS = 200
"""More than anybody runs: one of a kind for each person and platform."""
COLUMNS = (*DEFINITION, "label", "rollup")


def running_streaks() -> ScalarSelect[Any]:
    """List the newest that have not ended, each with the kinds of review made of it."""
    columns = (STREAKS.c[name] for name in COLUMNS)
    made = kinds_made(STREAKS.c.id).label("reviews_made")
    unended = and_(mine(STREAKS.c, ANY_OWNER), STREAKS.c.ended_at.is_(None))
    newest = (STREAKS.c.recorded_at.desc(), STREAKS.c.id.desc())
    few = literal(MOST_STREAKS, literal_execute=True)
    return rows_as_json(select(*columns, made).where(unended).order_by(*newest).limit(few))
