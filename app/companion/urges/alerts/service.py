"""Asking the circle for company."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from app.accounts.users import names
from app.companion.urges.alerts import queries, rules
from app.companion.urges.alerts.errors import SupporterHasNotAgreed, TooManyAlerts
from app.companion.urges.alerts.schemas import UrgeAlertCreate
from app.companion.urges.models import UrgeAlert
from app.core import records
from app.core.database import Db
from app.core.errors import AppError, FieldError, UnknownReference
from app.core.limits import Limit, headers_of
from app.core.owners import Owner
from app.core.records import Draft, Stored
from app.core.tables import Record

ALERTS = Limit("alerts", rules.MOST, rules.WITHIN)


async def create(
    db: Db, owner: Owner, urge: Record, new: UrgeAlertCreate, *, now: datetime
) -> Stored:
    """Let each of them get a mail.

    Raises:
        UnknownReference, SupporterHasNotAgreed: of one of them; nobody is alerted then.
        NameNeeded: the mails could not say who asks.
        TooManyAlerts: three went out within the hour; or as `records.create`.
    """
    statement = queries.circle(owner, new.supporter_ids, now - rules.WITHIN)
    circle = (await db.execute(statement)).one()
    nameless = await names.refusal(db, owner)
    refusal = _refused(new.supporter_ids, circle) or nameless or _early(circle, now)
    columns = new.model_dump() | {"urge_id": urge["id"]}
    mails = queries.mails_to(owner, new.supporter_ids, now)
    draft = Draft(UrgeAlert, new, columns, [mails], refusal=refusal)
    return await records.make(db, owner, draft, now=now)


def _refused(supporter_ids: Sequence[UUID], circle: Any) -> AppError | None:  # noqa: ANN401
    consents = {UUID(each): consent for each, consent in circle.consents or []}
    unknown = list(_named(supporter_ids, consents, None, "there is no such record of yours"))
    if unknown:
        return UnknownReference(errors=unknown)
    silent = [
        *_named(supporter_ids, consents, "asked", "has not answered yet"),
        *_named(supporter_ids, consents, "withdrawn", "does not want to be asked"),
    ]
    return SupporterHasNotAgreed(errors=silent) if silent else None


def _early(circle: Any, now: datetime) -> AppError | None:  # noqa: ANN401
    wait = rules.wait(circle.made, circle.first_at, now)
    return None if wait is None else TooManyAlerts(headers=headers_of(ALERTS, wait))


def _named(
    supporter_ids: Sequence[UUID], consents: Mapping[UUID, str], of: str | None, detail: str
) -> Iterator[FieldError]:
    for place, supporter_id in enumerate(supporter_ids):
        if consents.get(supporter_id) == of:
            yield FieldError(detail=detail, pointer=f"/supporter_ids/{place}")
