"""What is measured: for each route the requests that each server gets, checked beforehand."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from benchmarks.load import ask, request
from benchmarks.residents import LIST, MOOD, Reader
from benchmarks.servers import Server

TITLES = {
    "streak": "GET /v1/streaks/{id}",
    "page": f"GET {LIST}",
    "unchanged": "the same as 304",
    "mood": "POST /v1/moods",
}
UNCHANGED_CONSTANT = "/v1/moods/unchanged"
RUNNING = ("as_of", "current", "longest", "steadiness")

Requests = Mapping[str, Mapping[str, Sequence[bytes]]]
"""By route and server."""


class AnswersDiffer(Exception):
    """The rival does not answer as the service does."""


async def checked(
    servers: Mapping[str, Server], readers: Sequence[Reader], writers: Sequence[str]
) -> Requests:
    """Ask for each thing once, and give what to ask for under load.

    Raises:
        AnswersDiffer: the hand-written routes don't give the same.
    """
    requests: dict[str, dict[str, list[bytes]]] = {
        route: defaultdict(list) for route in ("streak", "page", "unchanged")
    }
    for reader in readers:
        headers = _bearer(reader.token)
        streak, page = (request("GET", path, headers) for path in (reader.streak, LIST))
        await _compare(servers, streak)
        await _compare(servers, page)
        for name, server in servers.items():
            requests["streak"][name].append(streak)
            requests["page"][name].append(page)
            requests["unchanged"][name].append(await _repetition(server, headers))
    writes = [request("POST", "/v1/moods", _bearer(token), MOOD) for token in writers]
    return requests | {"mood": dict.fromkeys(servers, writes)}


async def _compare(servers: Mapping[str, Server], asked: bytes) -> None:
    """See that both give the same JSON, but for figures that run on meanwhile."""
    answers = []
    for name in ("ours", "by_hand"):
        _, _, body = await ask(servers[name], asked)
        answers.append(
            {key: value for key, value in json.loads(body).items() if key not in RUNNING}
        )
    if answers[0] != answers[1]:
        raise AnswersDiffer(asked)


async def _repetition(server: Server, headers: Mapping[str, str]) -> bytes:
    """Spell out the request that is answered 304; a constant has a route for it."""
    _, answered, _ = await ask(server, request("GET", LIST, headers))
    tag = answered.get("etag")
    if tag is None:
        return request("GET", UNCHANGED_CONSTANT, headers)
    again = request("GET", LIST, {**headers, "if-none-match": tag})
    status, _, _ = await ask(server, again)
    if status != 304:  # noqa: PLR2004
        raise AnswersDiffer(LIST, status)
    return again


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}
