"""A client of bare TCP, which may hang up at any point of an exchange."""

import asyncio
import json
import random
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass

WHOLE, CUTS = (
    "whole",
    ("in the headers", "after the headers", "in the body", "after the body", "in the answer"),
)
AT_ONCE = struct.pack("ii", 1, 0)
"""For SO_LINGER: to hang up by a reset, as a phone that loses its network may seem to."""
LONGEST_WAIT_S = 0.03
OF_EACH_ANSWER = (b"date:", b"x-request-id:", b"idempotent-replayed:")


@dataclass(frozen=True)
class Answer:
    """What came over the line, whole; `told` is without what is of each answer alone."""

    status: int
    told: bytes
    is_replay: bool


@dataclass(frozen=True)
class Phone:
    """One user's connection data."""

    port: int
    access_token: str

    async def post(
        self, path: str, body: dict[str, str], key: str, cut: str, chance: random.Random
    ) -> Answer | None:
        """Send a request; None if the line was cut before the answer was there."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return None
        sent = _until(cut, *self._spelt(path, body, key), chance)
        with suppress(ConnectionError):
            writer.write(sent)
            await writer.drain()
            if cut == WHOLE:
                return _read(await reader.read(), writer)
            if cut == "in the answer":
                await reader.read(chance.randrange(1, 200))
            else:
                await asyncio.sleep(chance.uniform(0, LONGEST_WAIT_S))
        _hang_up(writer, chance)
        return None

    def _spelt(self, path: str, body: dict[str, str], key: str) -> tuple[bytes, bytes]:
        content = json.dumps(body).encode()
        lines = (
            f"POST {path} HTTP/1.1",
            "host: test",
            f"authorization: Bearer {self.access_token}",
            f'idempotency-key: "{key}"',
            "content-type: application/json",
            f"content-length: {len(content)}",
            "connection: close",
        )
        return ("\r\n".join(lines) + "\r\n\r\n").encode(), content


def _until(cut: str, headers: bytes, body: bytes, chance: random.Random) -> bytes:
    if cut == "in the headers":
        return headers[: chance.randrange(1, len(headers))]
    if cut == "after the headers":
        return headers
    if cut == "in the body":
        return headers + body[: chance.randrange(1, len(body))]
    return headers + body


def _read(raw: bytes, writer: asyncio.StreamWriter) -> Answer | None:
    """Take an answer apart; None if the service died in the midst of it."""
    writer.close()
    head, _, body = raw.partition(b"\r\n\r\n")
    status, *headers = head.split(b"\r\n")
    if f"content-length: {len(body)}".encode() not in headers:
        return None
    kept = sorted(each for each in headers if not each.lower().startswith(OF_EACH_ANSWER))
    return Answer(
        status=int(status.split()[1]),
        told=b"\r\n".join((*kept, b"", body)),
        is_replay=any(each.lower().startswith(b"idempotent-replayed:") for each in headers),
    )


def _hang_up(writer: asyncio.StreamWriter, chance: random.Random) -> None:
    """Close politely or by a reset."""
    if chance.random() < 0.5 and not writer.is_closing():
        line = writer.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    writer.close()
