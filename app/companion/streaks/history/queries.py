from uuid import UUID

from sqlalchemy import select

from app.companion.streaks.queries import page_within
from app.companion.streaks.recomputation.queries import SEGMENTS
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import AnySelect, mine

SHOWN = [each for each in SEGMENTS.columns if each.name != "user_id"]
KEYS = ("started_at", "ended_at", "id")


def segments_of(owner: Owner, streak_id: UUID, paging: Paging) -> AnySelect:
    own = select(*SHOWN).where(mine(SEGMENTS.c, owner), SEGMENTS.c.streak_id == streak_id)
    page = paging.select(own, owner, *(SEGMENTS.c[key] for key in KEYS))
    return page_within(owner, streak_id, page, *KEYS)
