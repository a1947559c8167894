"""What can be done with self-checks. Their answers stay as they were given."""

from datetime import datetime
from typing import Any
from uuid import UUID

from app.companion.self_checks import queries, rules
from app.companion.self_checks.errors import SelfCheckNotFound
from app.companion.self_checks.models import SelfCheck
from app.companion.self_checks.schemas import SelfCheckCreate
from app.core import entries, records
from app.core.conditional import Versions
from app.core.database import Db
from app.core.date_ranges import Dates
from app.core.owners import Owner
from app.core.pagination import Paging
from app.core.records import Stored
from app.core.tables import Record
from app.core.texts import language_for, texts

IDS = tuple(statement.id for statement in rules.STATEMENTS)


def statements(owner: Owner, accepted: str) -> Record:
    """Give the six in the language that the client or the user prefers."""
    language = language_for(accepted, owner.locale)
    spoken = texts(__package__, language)["statements"]
    items = [each._asdict() | {"text": spoken[each.id]} for each in rules.STATEMENTS]
    return {"language": language, "items": items}


async def create(db: Db, owner: Owner, new: SelfCheckCreate, *, now: datetime) -> Stored:
    """Keep a self-check.

    Raises:
        Invalid: it lies ahead; or as `records.create`.
    """
    given = new.answers.model_dump()
    answers = [given[name] for name in IDS]
    columns = new.model_dump() | entries.placed(owner, new, now=now)
    columns |= {"answers": answers, "score": rules.score(answers)}
    stored = await records.create(db, owner, SelfCheck, new, columns, now=now)
    return Stored(await find(db, owner, stored.record["id"]), is_new=stored.is_new)


async def find(db: Db, owner: Owner, check_id: UUID) -> Record:
    """Load one of the owner's self-checks.

    Raises:
        SelfCheckNotFound: there is none of that id, or it is somebody else's.
    """
    one = {"check_id": check_id}
    found = await records.fetch(db, owner, SelfCheck, queries.one_check(), one)
    if not found:
        raise SelfCheckNotFound
    return _as_shown(found[0])


async def list_page(db: Db, owner: Owner, dates: Dates, paging: Paging) -> dict[str, Any]:
    asked = queries.checks_of(owner, dates, paging)
    checks = await records.fetch(db, owner, SelfCheck, *asked)
    return paging.page([_as_shown(check) for check in checks], owner, "occurred_at", "id")


async def delete(
    db: Db, owner: Owner, check_id: UUID, *, if_match: Versions, now: datetime
) -> None:
    """Delete a self-check; deleting what is gone does nothing."""
    await records.delete(db, owner, SelfCheck, check_id, now=now, if_match=if_match)


def _as_shown(check: Record) -> Record:
    answers = dict(zip(IDS, check["answers"], strict=True))
    return check | {"answers": answers, "trend": _trend(check)}


def _trend(check: Record) -> Record | None:
    since_last = rules.difference(check["score"], check["last_score"])
    if since_last is None:
        return None
    return {
        "since_last": since_last,
        "over_90_days": rules.difference(check["score"], check["oldest_score"]),
        "n": check["n_earlier"] + 1,
    }
