from typing import get_args

from sqlalchemy import select

from app.companion.activities.queries import ACTIVITIES
from app.companion.activities.vocabulary import Area, OpenStatus
from app.core.owners import Owner
from app.core.tables import AnySelect, mine

MOST_PLANS = 50


def open_plans_of(owner: Owner, area: Area | None) -> AnySelect:
    """The newest activities that are not done yet, of one area or of all."""
    newest = (ACTIVITIES.c.recorded_at.desc(), ACTIVITIES.c.id.desc())
    is_open = ACTIVITIES.c.status.in_(get_args(OpenStatus))
    plans = select(ACTIVITIES).where(mine(ACTIVITIES.c, owner), is_open)
    if area is not None:
        plans = plans.where(ACTIVITIES.c.area == area)
    return plans.order_by(*newest).limit(MOST_PLANS)
