from datetime import date, datetime
from uuid import UUID, uuid5

from sqlalchemy import Delete, exists, select
from sqlalchemy import delete as deletion
from sqlalchemy.dialects.postgresql import Insert, insert

from app.companion.urges.models import Urge
from app.connections.notifications.reminders.models import Reminder
from app.connections.notifications.reminders.suggestions.models import DeclinedSuggestion
from app.core.ids import NOBODY
from app.core.owners import Owner
from app.core.tables import AnySelect, mine, table_of

URGES, REMINDERS = table_of(Urge), table_of(Reminder)
DECLINED = table_of(DeclinedSuggestion)


def is_settled(owner: Owner, kind: str) -> AnySelect:
    """Whether there is such a reminder already, or it was declined."""
    has_one = exists().where(mine(REMINDERS.c, owner), REMINDERS.c.about == kind)
    was_declined = exists().where(mine(DECLINED.c, owner), DECLINED.c.kind == kind)
    return select(has_one | was_declined)


def urges_since(owner: Owner, day: date) -> AnySelect:
    c = URGES.c
    return select(c.occurred_at, c.time_zone, c.local_date).where(
        mine(c, owner), c.local_date >= day
    )


def declining(owner: Owner, kind: str, now: datetime) -> Insert:
    row = {"user_id": owner.id, "id": id_of(kind), "kind": kind, "declined_at": now}
    return insert(DECLINED).values(row).on_conflict_do_nothing(index_elements=["user_id", "id"])


def forgetting(owner: Owner, kind: str) -> Delete:
    return deletion(DECLINED).where(mine(DECLINED.c, owner), DECLINED.c.kind == kind)


def id_of(kind: str) -> UUID:
    return uuid5(NOBODY, kind)
