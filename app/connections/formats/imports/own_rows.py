"""Rows of our own export on their way into tables."""

from datetime import datetime
from uuid import UUID

from pydantic import ValidationError

from app.connections.formats.exports.own_file import LINKS
from app.connections.formats.health.mindfulness import details_of
from app.connections.formats.health.models import MindfulnessDetails
from app.connections.formats.imports.foreign_rows import reason_of
from app.connections.formats.imports.shapes import Item, LeftOut, Link, Prepared, Unread
from app.connections.formats.own.parsing import Unfit, record_of
from app.connections.formats.own.restoring import restored, whence
from app.connections.formats.own.tables import EXPORTED
from app.connections.notifications.reminders import planning
from app.connections.notifications.reminders.models import Reminder
from app.connections.notifications.reminders.schemas import ReminderCreate
from app.connections.sync.tables import TABLES
from app.core.errors import AppError
from app.core.owners import Owner
from app.core.records import body_digest, new_row
from app.core.schemas import ZONES

DETAILS = MindfulnessDetails.__tablename__
REMINDERS = Reminder.__tablename__


def prepared(owner: Owner, item: Item, *, now: datetime) -> Prepared | Link | LeftOut | Unread:
    """Make a row of what was read, or say why it is none."""
    if item.table not in TABLES and item.table not in {LINKS, DETAILS, REMINDERS}:
        return LeftOut(item.place, item.table)
    try:
        return _row(owner, item, now)
    except ValidationError as error:
        return Unread(item.place, reason_of(error), item.table)
    except AppError as error:
        return Unread(item.place, error.code, item.table)
    except Unfit as error:
        return Unread(item.place, str(error), item.table)
    except (ValueError, LookupError, TypeError, OverflowError):
        return Unread(item.place, "unreadable", item.table)


def _row(owner: Owner, item: Item, now: datetime) -> Prepared | Link:
    if item.table == LINKS:
        return Link(item.place, item.table, _id(item, "id"), _id(item, "urge_id"))
    if item.table == DETAILS:
        return _details(owner, item)
    if item.table == REMINDERS:
        return _reminder(owner, item, now)
    row = restored(owner, item.table, item.fields, now=now)
    return Prepared(item.place, item.table, TABLES[item.table].model, row)


def _reminder(owner: Owner, item: Item, now: datetime) -> Prepared:
    """Hold it to the body that makes one; its times to come are found anew."""
    record = record_of(EXPORTED[REMINDERS], item.fields)
    names = ReminderCreate.model_fields
    body = ReminderCreate.model_validate({name: record[name] for name in names})
    row = new_row(owner, record, body_digest(owner, body), now=now)
    row |= planning.begun(owner, record, now=now)
    return Prepared(item.place, REMINDERS, Reminder, row | whence(record, now))


def _details(owner: Owner, item: Item) -> Prepared:
    row = record_of(EXPORTED[DETAILS], item.fields)
    details = item.fields["details"]
    is_whole = details["timeZone"] in ZONES and details == details_of(details, details["timeZone"])
    if not is_whole or row["id"] != row["activity_log_id"]:
        raise ValueError
    return Prepared(item.place, DETAILS, MindfulnessDetails, row | {"user_id": owner.id})


def _id(item: Item, name: str) -> UUID:
    return UUID(item.fields[name])
