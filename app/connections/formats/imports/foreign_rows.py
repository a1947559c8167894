"""Rows of other apps, checked as the API checks a body, and completed as a service does."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from pydantic import ValidationError

from app.companion.activities.logs.models import ActivityLog
from app.companion.activities.logs.schemas import ActivityLogCreate
from app.companion.journal.models import JournalEntry
from app.companion.journal.schemas import JournalEntryCreate
from app.companion.moods.models import Mood
from app.companion.moods.schemas import MoodCreate
from app.connections.formats.health.models import MindfulnessDetails
from app.connections.formats.imports.readers import named
from app.connections.formats.imports.shapes import Along, Item, Prepared, Unread
from app.core import entries, long_texts, records
from app.core.entries import EntryCreate
from app.core.errors import AppError
from app.core.owners import Owner
from app.core.tables import Entry, Record

SCHEMAS: Mapping[str, tuple[type[Entry], type[EntryCreate]]] = {
    "moods": (Mood, MoodCreate),
    "journal_entries": (JournalEntry, JournalEntryCreate),
    "activity_logs": (ActivityLog, ActivityLogCreate),
}
SAMPLE, DETAILS = "sample", "details"
"""What a sample was, and what of it has no column."""


def prepared(owner: Owner, item: Item, kind: str, *, now: datetime) -> Prepared | Unread:
    """Make a row of what was read, or say why it is none."""
    model, schema = SCHEMAS[item.table]
    fields = {name: value for name, value in item.fields.items() if name not in {SAMPLE, DETAILS}}
    fields["id"] = _id(owner, item)
    try:
        body = schema.model_validate(fields)
        if isinstance(body, JournalEntryCreate):
            long_texts.check(body.body, is_sealed=body.is_sealed)
        columns = body.model_dump() | entries.placed(owner, body, now=now)
    except ValidationError as error:
        return Unread(item.place, reason_of(error), item.table)
    except AppError as error:
        return Unread(item.place, error.code, item.table)
    row = records.new_row(owner, _as_kept(columns), records.body_digest(owner, body), now=now)
    row["source"] = f"import:{kind}"
    along = _details(owner, item, row) if DETAILS in item.fields else ()
    return Prepared(item.place, item.table, model, row, along)


def reason_of(error: ValidationError) -> str:
    """Name the first thing that does not fit, by its kind and its place."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    return f"{first['type']} at /{'/'.join(map(str, first['loc'][:2]))}"


def _id(owner: Owner, item: Item) -> UUID:
    given = item.fields.get("id")
    if isinstance(given, UUID):
        return given
    try:
        return UUID(given)
    except (ValueError, TypeError, AttributeError):
        said = given if isinstance(given, str) else json.dumps(item.fields.get(SAMPLE))
        return named(owner, said)


def _as_kept(columns: Record) -> Record:
    """Write columns as the services do."""
    if "custom_labels" in columns:
        labels = json.dumps(columns["custom_labels"], ensure_ascii=False)
        return columns | {"custom_labels": labels}
    return columns


def _details(owner: Owner, item: Item, row: Record) -> tuple[Along, ...]:
    details = json.dumps(item.fields[DETAILS], ensure_ascii=False)
    of_log = {"user_id": owner.id, "id": row["id"], "activity_log_id": row["id"]}
    return ((MindfulnessDetails, of_log | {"details": details}),)
