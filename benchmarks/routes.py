"""What is measured: for each route the requests that each server gets, checked beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from httpx2 import AsyncClient

from benchmarks.load import request
from benchmarks.residents import MOOD, PAGE, Reader
from benchmarks.servers import Server

Requests = Mapping[str, Sequence[bytes]]
"""By server."""
LIST = f"/v1/moods?limit={PAGE}"
RUNNING = ("as_of", "current", "longest")


class AnswersDiffer(Exception):
    """The rival does not answer as the service does."""


@dataclass(frozen=True)
class Route:
    """A line of the table."""

    name: str
    requests: Requests


def sizes(streak: bytes, page: bytes, mood: bytes) -> str:
    return ",".join(str(len(body)) for body in (streak, page, mood))


async def measured(
    servers: Mapping[str, Server], readers: Sequence[Reader], writers: Sequence[str]
) -> Sequence[Route]:
    """Ask each server each thing once, and give what to ask under load.

    Raises:
        AnswersDiffer: the hand-written routes don't give the same JSON.
    """
    reads: dict[str, dict[str, list[bytes]]] = {"streak": {}, "list": {}, "unchanged": {}}
    for name, server in servers.items():
        for each in reads.values():
            each[name] = []
        for reader in readers:
            streak, page = f"/v1/streaks/{reader.streak_id}", LIST
            headers = _bearer(reader.token)
            tag = await _tag(server, page, headers)
            reads["streak"][name].append(request("GET", streak, headers))
            reads["list"][name].append(request("GET", page, headers))
            path = "/v1/moods/unchanged" if tag is None else page
            again = headers if tag is None else headers | {"if-none-match": tag}
            reads["unchanged"][name].append(request("GET", path, again))
    for reader in readers:
        await _compare(servers, reader)
    writes = [request("POST", "/v1/moods", _bearer(token), MOOD) for token in writers]
    return (
        Route("GET /v1/streaks/{id}", reads["streak"]),
        Route(f"GET {LIST}", reads["list"]),
        Route(f"GET {LIST}, 304", reads["unchanged"]),
        Route("POST /v1/moods", dict.fromkeys(servers, writes)),
    )


async def _tag(server: Server, path: str, headers: Mapping[str, str]) -> str | None:
    """Learn the tag of an answer, and that it is honoured; a constant has none."""
    async with _client(server, headers) as client:
        tag = (await client.get(path)).headers.get("etag")
        if tag is not None:
            again = await client.get(path, headers={"if-none-match": tag})
            if again.status_code != 304:  # noqa: PLR2004
                raise AnswersDiffer(again.status_code)
        return tag


async def _compare(servers: Mapping[str, Server], reader: Reader) -> None:
    for path in (LIST, f"/v1/streaks/{reader.streak_id}"):
        ours, theirs = [
            await _answer(servers[name], path, reader.token) for name in ("ours", "by_hand")
        ]
        if ours != theirs:
            raise AnswersDiffer(path)


async def _answer(server: Server, path: str, token: str) -> dict[str, Any]:
    async with _client(server, _bearer(token)) as client:
        answer = await client.get(path)
        answer.raise_for_status()
        body: dict[str, Any] = answer.json()
        return {name: value for name, value in body.items() if name not in RUNNING}


def _client(server: Server, headers: Mapping[str, str]) -> AsyncClient:
    """Make a client that sends as little beside as wrk does: the tag derives from it."""
    client = AsyncClient(base_url=f"http://127.0.0.1:{server.port}")
    client.headers.clear()
    client.headers.update({"host": "localhost", **headers})
    return client


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}
