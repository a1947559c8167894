"""Files that wait to be read: in sealed pieces, in the order in which they came."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import AsyncIterable, AsyncIterator
from datetime import datetime, timedelta
from uuid import UUID

from starlette.requests import ClientDisconnect

from app.connections.formats.imports import queries
from app.connections.formats.imports.errors import ImportCutShort, TooManyImports
from app.connections.formats.imports.models import ImportChunk
from app.connections.formats.imports.vocabulary import ABANDONED
from app.core import due_work
from app.core.database import Database
from app.core.ids import new_id
from app.core.owners import Owner
from app.core.records import fetch
from app.core.sealing import sealed
from app.core.tables import table_of

PIECE_BYTES = 512 * 1024
PATIENCE = timedelta(days=1)
MOST_WAITING = 5


async def keep(
    database: Database,
    owner: Owner,
    import_id: UUID,
    stream: AsyncIterable[bytes],
    *,
    now: datetime,
) -> int:
    """Keep a file as it comes, in bounded memory; give its length.

    Each piece has a transaction of its own, so that a slow upload holds up nobody. What nobody
    comes for is forgotten after a day.

    Raises:
        TooManyImports: others wait already.
        ImportCutShort: it ended too early; its pieces are gone.
    """
    size = 0
    is_whole = False
    async with database.lease() as db:
        await db.begin_holding(owner.id)
        if await db.scalar(queries.waiting_files(owner)) >= MOST_WAITING:
            raise TooManyImports
        await due_work.plan(db, owner.id, ABANDONED, import_id, due_at=now + PATIENCE)
    try:
        async for position, piece in _numbered(stream):
            await _keep_piece(database, owner, import_id, position, piece)
            size += len(piece)
        is_whole = True
    except ClientDisconnect as error:
        raise ImportCutShort from error
    finally:
        if not is_whole:
            await forget_unread(database, owner, import_id)
    return size


async def pieces(database: Database, owner: Owner, import_id: UUID) -> AsyncIterator[bytes]:
    position = 0
    while True:
        parameters = {"import_id": import_id, "position": position}
        async with database.lease() as db:
            await db.begin(owner.id)
            found = await fetch(db, owner, ImportChunk, queries.piece(), parameters)
        if not found:
            return
        yield zlib.decompress(b64decode(found[0]["content"]))
        position += 1


async def forget_unread(database: Database, owner: Owner, import_id: UUID) -> None:
    async with database.lease() as db:
        await db.begin(owner.id)
        await db.execute(queries.without_file(owner, import_id))
        await due_work.drop(db, owner.id, ABANDONED, import_id)


async def _keep_piece(
    database: Database, owner: Owner, import_id: UUID, position: int, piece: bytes
) -> None:
    content = b64encode(zlib.compress(piece, level=1)).decode()
    row = {"user_id": owner.id, "id": new_id(), "import_id": import_id, "position": position}
    values = sealed(owner, ImportChunk, row | {"content": content})
    async with database.lease() as db:
        await db.begin(owner.id)
        await db.execute(queries.addition(table_of(ImportChunk)), values)


async def _numbered(stream: AsyncIterable[bytes]) -> AsyncIterator[tuple[int, bytes]]:
    """Cut a stream into pieces of one length, but for the last."""
    gathered = bytearray()
    position = 0
    async for part in stream:
        gathered += part
        while len(gathered) >= PIECE_BYTES:
            yield position, bytes(gathered[:PIECE_BYTES])
            del gathered[:PIECE_BYTES]
            position += 1
    if gathered:
        yield position, bytes(gathered)
