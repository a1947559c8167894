from uuid import UUID

from sqlalchemy import select

from app.companion.goals.models import GoalPause
from app.companion.goals.queries import page_within
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import AnySelect, mine, table_of

PAUSES = table_of(GoalPause)
SHOWN = [each for each in PAUSES.columns if each.name not in {"user_id", "body_digest"}]


def pauses_of(owner: Owner, goal_id: UUID, paging: Paging) -> AnySelect:
    own = select(*SHOWN).where(mine(PAUSES.c, owner), PAUSES.c.goal_id == goal_id)
    page = paging.select(own, owner, PAUSES.c.recorded_at, PAUSES.c.id)
    return page_within(owner, goal_id, page, "recorded_at", "id")


def pause_of(owner: Owner, goal_id: UUID, pause_id: UUID) -> AnySelect:
    own = select(PAUSES).where(mine(PAUSES.c, owner), PAUSES.c.id == pause_id)
    return own.where(PAUSES.c.goal_id == goal_id)
