"""Reads a file that waits, batch by batch; whoever is killed half way goes on where it was."""

import json
from asyncio import to_thread
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any
from uuid import UUID

from starlette.datastructures import State

from app.accounts.auth.acting import turn_of, writing
from app.connections.formats.imports import closing, files, finishing, foreign_rows, own_rows
from app.connections.formats.imports.models import Import
from app.connections.formats.imports.readers import reader_for
from app.connections.formats.imports.reports import Report, report_from
from app.connections.formats.imports.shapes import Batch, Item, Reader, Row, Unread, Unreadable
from app.connections.formats.imports.writing import write
from app.core import records
from app.core.owners import Owner
from app.core.tables import Record

AT_ONCE = 200
OPEN = {"waiting", "running"}

Found = list[Item | Unread]


class Overtaken(Exception):
    """Another process reads the same file, and is further."""


async def read(state: State, user_id: UUID, import_id: UUID) -> None:
    """Read a file to its end, unless that is done; each batch is written with its own count."""
    begun = await _begin(state, user_id, import_id)
    if begun is None:
        return
    owner, job = begun
    options = json.loads(job["options"])
    reader = reader_for(owner, job["format"], options)
    done, seen = report_from(job["report"]).read, 0
    ending = None
    async for found, failure in _batches(state, owner, job, reader):
        ending = failure
        new = found[max(done - seen, 0) :]
        seen += len(found)
        if new:
            await _write(state, job, new, seen - len(new))
    await _end(state, job, ending)


async def _begin(state: State, user_id: UUID, import_id: UUID) -> tuple[Owner, Record] | None:
    async with turn_of(state, user_id) as turn:
        if turn is None:
            return None
        job = await records.find(turn.db, turn.owner, Import, import_id)
        if job is None or job["status"] not in OPEN:
            return None
        if job["status"] == "waiting":
            writer = await writing(turn.db, turn.owner)
            running = {"status": "running"}
            await records.change(turn.db, writer, Import, import_id, running, now=state.clock())
        return turn.owner, job


async def _batches(
    state: State, owner: Owner, job: Record, reader: Reader
) -> AsyncIterator[tuple[Found, Unreadable | None]]:
    """Give what is read, some rows at a time, and with the last of it why there is no more."""
    waiting: Found = []
    async for piece in files.pieces(state.worker_database, owner, job["id"]):
        more, failure = await to_thread(_gathered, reader.feed(piece))
        waiting += more
        while len(waiting) >= AT_ONCE:
            yield waiting[:AT_ONCE], None
            del waiting[:AT_ONCE]
        if failure is not None:
            yield waiting, failure
            return
    more, failure = await to_thread(_gathered, reader.end())
    waiting += more
    for start in range(0, len(waiting), AT_ONCE):
        yield waiting[start : start + AT_ONCE], None
    yield [], failure


def _gathered(rows: Iterator[Item | Unread]) -> tuple[Found, Unreadable | None]:
    found: Found = []
    try:
        found.extend(rows)
    except Unreadable as failure:
        return found, failure
    return found, None


async def _write(state: State, job: Record, found: Sequence[Item | Unread], before: int) -> None:
    """Write a batch and count it, in one transaction.

    Raises:
        Overtaken: somebody else has counted it already.
    """
    now = state.clock()
    async with turn_of(state, job["user_id"]) as turn:
        if turn is None:
            raise Overtaken
        writer = await writing(turn.db, turn.owner)
        report = await _report(turn.db, writer, job["id"])
        if report.read != before:
            raise Overtaken
        rows = await to_thread(_prepared, writer, job["format"], found, now)
        await write(Batch(turn.db, writer, report, job["dry_run"], now), rows)
        counted = {"report": report.as_kept()}
        await records.change(turn.db, writer, Import, job["id"], counted, now=now)


def _prepared(owner: Owner, kind: str, found: Sequence[Item | Unread], now: Any) -> list[Row]:  # noqa: ANN401
    return [each if isinstance(each, Unread) else _row(owner, kind, each, now) for each in found]


def _row(owner: Owner, kind: str, item: Item, now: Any) -> Row:  # noqa: ANN401
    if kind == "own_orbit":
        return own_rows.prepared(owner, item, now=now)
    return foreign_rows.prepared(owner, item, kind, now=now)


async def _report(db: Any, owner: Owner, import_id: UUID) -> Report:  # noqa: ANN401
    job = await records.find(db, owner, Import, import_id)
    if job is None or job["status"] not in OPEN:
        raise Overtaken
    return report_from(job["report"])


async def _end(state: State, job: Record, failure: Unreadable | None) -> None:
    """Let what was imported add up, close the import, and forget the file."""
    if job["format"] == "own_orbit" and not job["dry_run"]:
        await finishing.reckon(state, job["user_id"])
    now = state.clock()
    async with turn_of(state, job["user_id"]) as turn:
        if turn is None:
            return
        writer = await writing(turn.db, turn.owner)
        report = await _report(turn.db, writer, job["id"])
        if failure is not None:
            report.failure = {"reason": failure.reason, "place": failure.place}
        await closing.close(turn.db, writer, job["id"], report, now=now)
