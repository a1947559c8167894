"""A receiver of webhooks on this machine: it notes what comes, and answers as it is told."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from tests.waiting import until

SLOWLY_S = 0.3


@dataclass(frozen=True)
class Message:
    """A request as the receiver got it."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401
        return json.loads(self.body)

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass(frozen=True)
class Reply:
    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Inbox:
    """`replies` by path are given once each, before the usual 204; `usual` changes that.

    Whoever asks under `/dead` is heard and never answered, under `/slow` a while later, and under
    `/held` when the door is opened.
    """

    port: int = 0
    connections: int = 0
    messages: list[Message] = field(default_factory=list)
    replies: defaultdict[str, list[Reply]] = field(default_factory=lambda: defaultdict(list))
    usual: dict[str, Reply] = field(default_factory=dict)
    hanging: int = 0
    door: asyncio.Event = field(default_factory=asyncio.Event)

    def url(self, path: str = "/hook") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def to(self, path: str = "/hook") -> list[Message]:
        return [message for message in self.messages if message.path == path]

    async def heard(self, number: int = 1, path: str = "/hook") -> list[Message]:
        """Wait for so many messages."""

        async def are_there() -> bool:
            return len(self.to(path)) >= number

        await until(are_there)
        return self.to(path)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                while True:
                    await self._converse(reader, writer)
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        path = first.split(" ")[1]
        self.messages.append(Message(path, headers, body))
        if path.startswith("/dead"):
            self.hanging += 1
            try:
                await reader.read()  # until the other side has had enough
            finally:
                self.hanging -= 1
            return
        if path.startswith("/slow"):
            await asyncio.sleep(SLOWLY_S)
        if path.startswith("/held"):
            await self.door.wait()
        reply = self._reply(path)
        writer.write(f"HTTP/1.1 {reply.status} Said\r\n".encode())
        for name, value in reply.headers.items():
            writer.write(f"{name}: {value}\r\n".encode())
        writer.write(b"\r\n" if reply.status == 204 else b"content-length: 0\r\n\r\n")
        await writer.drain()

    def _reply(self, path: str) -> Reply:
        given = self.replies[path]
        return given.pop(0) if given else self.usual.get(path, Reply())


@asynccontextmanager
async def listening() -> AsyncGenerator[Inbox]:
    inbox = Inbox()
    server = await asyncio.start_server(inbox.take, "127.0.0.1")
    inbox.port = server.sockets[0].getsockname()[1]
    yield inbox
    server.close()
