"""What can be done with return checks. They are never changed: a check is a moment."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.companion.return_checks import queries, rules
from app.companion.return_checks.errors import ReturnCheckNotFound
from app.companion.return_checks.filters import Filters
from app.companion.return_checks.models import ReturnCheck
from app.companion.return_checks.rules import Answers
from app.companion.return_checks.schemas import ReturnCheckCreate
from app.companion.return_checks.wording import shown
from app.core import entries, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.days import local_date
from app.core.moments import not_ahead
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Stored
from app.core.tables import Record
from app.core.texts import language_for


async def create(
    db: Db, owner: Owner, new: ReturnCheckCreate, languages: str, *, now: datetime
) -> Stored:
    """Keep the answers, and what the rules make of them.

    Raises:
        Invalid: it lies ahead; or as `records.create`.
    """
    columns = new.model_dump(exclude={"answers"}) | new.answers.model_dump()
    columns |= entries.placed(owner, new, now=now)
    columns |= _returned(new.returned_at, columns, now=now)
    last_on = await db.scalar(*queries.last_contact(owner, new.person_id, columns["returned_at"]))
    silence = rules.silence_days(columns["returned_on"], last_on)
    verdict = rules.decide(Answers(**new.answers.model_dump()), silence)
    columns |= {
        "advice": verdict.advice,
        "decided_by": verdict.decided_by,
        "nearly": verdict.nearly,
        "silence_days": silence,
        "cooling_off_until": columns["returned_at"] + verdict.cooling_off,
    }
    stored = await records.create(db, owner, ReturnCheck, new, columns, now=now)
    language = language_for(languages, owner.locale)
    return Stored(shown(owner, stored.record, language), is_new=stored.is_new)


async def find(db: Db, owner: Owner, check_id: UUID, languages: str) -> Record:
    """Load one of the owner's checks.

    Raises:
        ReturnCheckNotFound: there is none of that id, or it is somebody else's.
    """
    check = await records.find(db, owner, ReturnCheck, check_id)
    if check is None:
        raise ReturnCheckNotFound
    return shown(owner, check, language_for(languages, owner.locale))


async def list_page(
    db: Db, owner: Owner, filters: Filters, paging: Paging, languages: str
) -> dict[str, Any]:
    asked = queries.checks_of(owner, filters, paging)
    checks = await records.fetch(db, owner, ReturnCheck, *asked)
    language = language_for(languages, owner.locale)
    found = [shown(owner, check, language) for check in checks]
    return paging.page(found, owner, "occurred_at", "id")


async def delete(
    db: Db, owner: Owner, check_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete a check; deleting what is gone does nothing."""
    await records.delete(db, owner, ReturnCheck, check_id, now=now, if_match=if_match)


def _returned(returned_at: datetime | None, place: Record, *, now: datetime) -> Record:
    """Give the moment of the return and its local date, where and as the check is dated."""
    not_ahead(returned_at, now, "/returned_at")
    moment = returned_at or place["occurred_at"]
    zone = ZoneInfo(place["time_zone"])
    return {
        "returned_at": moment,
        "returned_on": local_date(moment, zone, place["day_starts_at"]),
    }
