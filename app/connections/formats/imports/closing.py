"""Ends imports: whether read to the end, or left alone by whoever should have read them."""

from datetime import datetime
from uuid import UUID

from app.accounts.auth.acting import writing
from app.connections.formats.imports import files, queries
from app.connections.formats.imports.models import Import
from app.connections.formats.imports.reports import Report, report_from
from app.connections.formats.imports.vocabulary import ABANDONED
from app.core import due_work, records
from app.core.database import Db
from app.core.owners import Owner

GIVEN_UP = "given_up"


async def close(db: Db, writer: Owner, import_id: UUID, report: Report, *, now: datetime) -> None:
    """Say what became of a file, and forget it."""
    closed = {
        "status": "done" if report.failure is None else "failed",
        "finished_at": now,
        "report": report.as_kept(),
    }
    await records.change(db, writer, Import, import_id, closed, now=now)
    await db.execute(queries.without_file(writer, import_id))
    await due_work.drop(db, writer.id, ABANDONED, import_id)


async def close_if_abandoned(db: Db, owner: Owner, import_id: UUID, *, now: datetime) -> None:
    """Forget a file that nobody will read; look again where somebody may."""
    job = await records.find(db, owner, Import, import_id)
    if job is None or job["finished_at"] is not None:
        await db.execute(queries.without_file(owner, import_id))
    elif await db.scalar(queries.is_awaited(owner, import_id)):
        later = now + files.PATIENCE
        await due_work.plan(db, owner.id, ABANDONED, import_id, due_at=later)
    else:
        writer = await writing(db, owner)
        report = report_from(job["report"])
        report.failure = {"reason": GIVEN_UP, "place": None}
        await close(db, writer, import_id, report, now=now)
