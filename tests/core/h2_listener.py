"""A server of this machine that speaks HTTP/2 over TLS, well or badly, as its path says."""

import asyncio
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import h2.events
from h2.config import H2Configuration
from h2.connection import H2Connection

BAD_FRAME = b"\x00\x00\x00\x00\x08\x00\x00\x00\x01"
"""DATA on stream 1, padded, with no room for the padding's length."""


@dataclass
class H2Listener:
    """`spoken` is what was agreed on by each connection; one that is `frozen` says no more."""

    port: int = 0
    spoken: list[str] = field(default_factory=list)
    frozen: set[int] = field(default_factory=set)

    def url(self, path: str) -> str:
        return f"https://127.0.0.1:{self.port}{path}"

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = len(self.spoken)
        self.spoken.append(str(writer.get_extra_info("ssl_object").selected_alpn_protocol()))
        with suppress(ConnectionError):
            if self.spoken[-1] == "h2":
                await self._speak(reader, writer, number)
            elif await reader.readuntil(b"\r\n\r\n"):
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        writer.close()

    async def _speak(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> None:
        rules = H2Configuration(client_side=False, validate_outbound_headers=False)
        connection = H2Connection(rules)
        connection.initiate_connection()
        while True:
            writer.write(connection.data_to_send())
            heard = await reader.read(65_536)
            if not heard:
                return
            for event in [] if number in self.frozen else connection.receive_data(heard):
                if isinstance(event, h2.events.RequestReceived):
                    _answer(connection, writer, event)


def _answer(
    connection: H2Connection, writer: asyncio.StreamWriter, event: h2.events.RequestReceived
) -> None:
    path = dict(event.headers)[b":path"]
    status = b"abc" if path == b"/bad-status" else b"200"
    connection.send_headers(event.stream_id, [(b":status", status)], end_stream=path == b"/")
    if path == b"/bad-frame":
        asyncio.get_running_loop().call_later(0.1, writer.write, BAD_FRAME)


@asynccontextmanager
async def speaking_h2(certificate: Path) -> AsyncGenerator[H2Listener]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])
    listener = H2Listener()
    server = await asyncio.start_server(listener.take, "127.0.0.1", ssl=context)
    listener.port = server.sockets[0].getsockname()[1]
    yield listener
    server.close()
