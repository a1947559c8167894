from uuid import UUID

from sqlalchemy import select

from app.companion.streaks.queries import page_within
from app.companion.streaks.recomputation.queries import PAUSES
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import AnySelect, mine

SHOWN = [each for each in PAUSES.columns if each.name not in {"user_id", "body_digest"}]


def pauses_of(owner: Owner, streak_id: UUID, paging: Paging) -> AnySelect:
    own = select(*SHOWN).where(mine(PAUSES.c, owner), PAUSES.c.streak_id == streak_id)
    page = paging.select(own, owner, PAUSES.c.recorded_at, PAUSES.c.id)
    return page_within(owner, streak_id, page, "recorded_at", "id")


def pause_of(owner: Owner, streak_id: UUID, pause_id: UUID) -> AnySelect:
    own = select(PAUSES).where(mine(PAUSES.c, owner), PAUSES.c.id == pause_id)
    return own.where(PAUSES.c.streak_id == streak_id)
