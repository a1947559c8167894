from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    ScalarSelect,
    String,
    Uuid,
    column,
    func,
    literal,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB

from app.companion.urges.models import UrgeAlert
from app.core.events import OutboxEvent, left_in_outbox
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.record_statements import Along
from app.core.tables import AnySelect, mine, table_of
from app.core.tombstones import Tombstone

ALERTS = table_of(UrgeAlert)
SUPPORTERS = table(
    "supporters", column("user_id", Uuid()), column("id", Uuid()), column("consent", String())
)
"""What urges know of the circle: another feature's table."""
ALERTED = "supporters.alerted"


def circle(owner: Owner, supporter_ids: Sequence[UUID], since: datetime) -> AnySelect:
    """One row: the consents of those, and the alerts since a moment, deleted ones too."""
    moments = _alerts(owner, since)
    return select(
        _consents(owner, supporter_ids).label("consents"),
        select(func.count()).select_from(moments).scalar_subquery().label("made"),
        select(func.min(moments.c.at)).scalar_subquery().label("first_at"),
    )


def mails_to(owner: Owner, supporter_ids: Sequence[UUID], now: datetime) -> Along:
    """Leave an event for each, so that each mail is sent, or tried again, by itself."""
    moment = literal(now, OutboxEvent.due_at.type)

    def write(is_new: ColumnElement[bool]) -> Sequence[CTE]:
        rows = [
            select(
                literal(new_id()),
                literal(owner.id),
                literal(ALERTED),
                literal(supporter_id),
                moment,
                moment,
            ).where(is_new)
            for supporter_id in supporter_ids
        ]
        return [left_in_outbox(union_all(*rows), "mails")]

    return write


def _consents(owner: Owner, supporter_ids: Sequence[UUID]) -> ScalarSelect[Any]:
    each = func.jsonb_build_array(SUPPORTERS.c.id, SUPPORTERS.c.consent)
    named = SUPPORTERS.c.id.in_(supporter_ids)
    listed = func.jsonb_agg(each, type_=JSONB)
    return select(listed).where(mine(SUPPORTERS.c, owner), named).scalar_subquery()


def _alerts(owner: Owner, since: datetime) -> Any:  # noqa: ANN401
    made = select(ALERTS.c.recorded_at.label("at")).where(
        mine(ALERTS.c, owner), ALERTS.c.recorded_at > since
    )
    deleted = select(Tombstone.deleted_at.label("at")).where(
        mine(Tombstone, owner),
        Tombstone.table_name == ALERTS.name,
        Tombstone.deleted_at > since,
    )
    return union_all(made, deleted).subquery("alerts")
