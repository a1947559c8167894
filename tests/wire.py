"""A proxy before PostgreSQL that counts round trips: what a client sends and waits for.

It can break at one of them, as a network or a killed process does.
"""

import asyncio
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import make_url

from app.core.endpoints import Endpoint

# Frontend messages after which the client waits for an answer (PostgreSQL manual, chapter 54.7):
# a simple query, a sync at the end of an extended query, a flush after preparing one.
WAITS_AFTER = {b"Q": "query", b"S": "sync", b"H": "flush"}


@dataclass
class Wire:
    """What has gone by since `start_counting`."""

    socket_dir: Path
    trips: list[str] = field(default_factory=list)
    breaks_at: int | None = None
    delivers_last: bool = False
    is_broken: bool = False

    def start_counting(self) -> None:
        self.trips.clear()

    def break_at(self, trip: int | None, *, delivers_last: bool = False) -> None:
        """Break at the trip of this number from now on, or never.

        Either the server never hears of it, or the client never hears the answer.
        """
        self.start_counting()
        self.breaks_at, self.delivers_last, self.is_broken = trip, delivers_last, False

    def endpoint(self, endpoint: Endpoint) -> Endpoint:
        """Give the same database by way of this proxy."""
        url = make_url(endpoint.url).update_query_dict({"host": str(self.socket_dir)})
        return replace(endpoint, url=url.render_as_string(hide_password=False))


@asynccontextmanager
async def counting_proxy(endpoint: Endpoint) -> AsyncGenerator[Wire]:
    """Listen where `Wire.endpoint` leads and pass everything on to the endpoint's server."""
    query = make_url(endpoint.url).query
    server = f"{query['host']}/.s.PGSQL.{query['port']}"
    with tempfile.TemporaryDirectory(prefix="oo-wire-") as place:
        wire = Wire(Path(place))

        async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            to_server = await asyncio.open_unix_connection(server)
            await asyncio.gather(
                _pass_counted(reader, to_server[1], wire), _pass(to_server[0], writer, wire)
            )

        listener = await asyncio.start_unix_server(connect, f"{place}/.s.PGSQL.{query['port']}")
        try:
            yield wire
        finally:
            listener.close()


async def _pass_counted(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wire: Wire
) -> None:
    kind = b""  # the first message, the start-up, has none
    try:
        while True:
            length = await reader.readexactly(4)
            body = await reader.readexactly(int.from_bytes(length) - 4)
            if kind in WAITS_AFTER:
                wire.trips.append(WAITS_AFTER[kind] + (f": {body[:60]!r}" if kind == b"Q" else ""))
                wire.is_broken |= len(wire.trips) == wire.breaks_at
            if wire.is_broken and not wire.delivers_last:
                writer.close()
                return
            writer.write(kind + length + body)
            await writer.drain()
            kind = await reader.readexactly(1)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, wire: Wire) -> None:
    try:
        while (chunk := await reader.read(65_536)) and not wire.is_broken:
            writer.write(chunk)
            await writer.drain()
    except ConnectionError:
        return
    finally:
        writer.close()
