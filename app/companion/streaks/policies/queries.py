from uuid import UUID

from sqlalchemy import select

from app.companion.streaks.queries import POLICIES, page_within
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.tables import AnySelect, mine

SHOWN = [each for each in POLICIES.columns if each.name not in {"user_id", "body_digest"}]


def policies_of(owner: Owner, streak_id: UUID, paging: Paging) -> AnySelect:
    own = select(*SHOWN).where(mine(POLICIES.c, owner), POLICIES.c.streak_id == streak_id)
    page = paging.select(own, owner, POLICIES.c.recorded_at, POLICIES.c.id)
    return page_within(owner, streak_id, page, "recorded_at", "id")
