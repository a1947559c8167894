"""Offers reminders out of the user's own history; nobody gets one unasked."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.connections.notifications.reminders.suggestions import queries, rules
from app.connections.notifications.reminders.suggestions.rules import RiskyHours
from app.connections.notifications.reminders.suggestions.vocabulary import SuggestionKind
from app.core.database import Db
from app.core.owners import Owner
from app.core.tables import Record
from app.core.texts import Language, texts

KIND: SuggestionKind = "risky_hour"


async def list_all(db: Db, owner: Owner, language: Language, *, now: datetime) -> Record:
    """Give what may be offered: nothing in safety mode, nor what is there or was declined."""
    is_unwanted = owner.preferences["safety_mode"] or await db.scalar(
        queries.is_settled(owner, KIND)
    )
    if is_unwanted:
        return {"items": []}
    to_on = owner.today(now)
    from_on = to_on - timedelta(days=rules.WINDOW_DAYS - 1)
    rows = await db.all(queries.urges_since(owner, from_on))
    found = rules.risky_hours([(_hour_of(row), row.local_date) for row in rows])
    if found is None:
        return {"items": []}
    return {"items": [_told(found, language) | {"window": {"from_on": from_on, "to_on": to_on}}]}


async def decline(db: Db, owner: Owner, kind: SuggestionKind, *, now: datetime) -> Record:
    """Offer it no more; said again, nothing changes."""
    await db.execute(queries.declining(owner, kind, now))
    return {"kind": kind, "is_declined": True}


async def take_back(db: Db, owner: Owner, kind: SuggestionKind) -> None:
    """Offer it again when there is reason to."""
    await db.execute(queries.forgetting(owner, kind))


def _hour_of(row: Any) -> int:  # noqa: ANN401
    hour: int = row.occurred_at.astimezone(ZoneInfo(row.time_zone)).hour
    return hour


def _told(found: RiskyHours, language: Language) -> Record:
    at = found.half_an_hour_before
    hours = {"from": time(found.hour), "to": time(found.end)}
    shown = {name: f"{each:%H:%M}" for name, each in hours.items()}
    reason = texts(__package__, language)["reasons"][KIND]
    return hours | {
        "kind": KIND,
        "schedule": f"FREQ=DAILY;BYHOUR={at.hour};BYMINUTE={at.minute}",
        "channel": "push",
        "about": KIND,
        "reason": reason.format(n=found.n, of=found.of, **shown),
        "n": found.n,
        "of": found.of,
    }
