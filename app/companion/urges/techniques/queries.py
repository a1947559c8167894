from uuid import UUID

from sqlalchemy import func, select

from app.companion.urges.techniques.models import Technique
from app.core.owners import Owner
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine, table_of

TECHNIQUES = table_of(Technique)
NEWEST_FIRST = (TECHNIQUES.c.recorded_at.desc(), TECHNIQUES.c.id.desc())


@built_once
def techniques() -> AnySelect:
    """All of the owner's; there are never many."""
    return select(TECHNIQUES).where(mine(TECHNIQUES.c, ANY_OWNER)).order_by(*NEWEST_FIRST)


def number_of_techniques(owner: Owner) -> AnySelect:
    return select(func.count()).select_from(TECHNIQUES).where(mine(TECHNIQUES.c, owner))


def is_own(owner: Owner, technique_id: UUID) -> AnySelect:
    """One row if the owner has it."""
    return select(TECHNIQUES.c.id).where(mine(TECHNIQUES.c, owner), TECHNIQUES.c.id == technique_id)
