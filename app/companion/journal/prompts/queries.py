from sqlalchemy import select

from app.companion.journal.prompts.rules import IN_A_ROW
from app.companion.journal.queries import ENTRIES, KEYS
from app.core.pagination import newest_first
from app.core.tables import ANY_OWNER, AnySelect, built_once, mine

PARAMETERS = {"page_size": IN_A_ROW}


@built_once
def newest() -> AnySelect:
    """When and about whom the last entries were written; what they say stays closed."""
    columns = (ENTRIES.c.occurred_at, ENTRIES.c.time_zone, ENTRIES.c.focus)
    return newest_first(select(*columns).where(mine(ENTRIES.c, ANY_OWNER)), *KEYS)
