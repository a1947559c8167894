"""Whom the benchmark asks for: readers with a page of moods and a streak, and writers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import FastAPI

from tests.signing_up import SignedIn, a_guest

READERS, WRITERS = 16, 48
"""More writers than connections: the writes of one user wait for each other, as they should."""
PAGE = 20
LIST = f"/v1/moods?limit={PAGE}"
MOOD = {
    "kind": "momentaryEmotion",
    "valence": -0.4,
    "labels": ["lonely", "hopeful"],
    "associations": ["friends", "weather"],
    "custom_labels": ["homesick"],
    "energy": 3,
    "longing": 6,
    "loneliness": 7,
    "note": "Rain all evening. Rang Sam, which helped.",
}
STREAK = {"kind": "social_quiet", "label": "the long quiet", "started_at": "2025-01-05T22:00:00Z"}


@dataclass(frozen=True)
class Reader:
    """Somebody with exactly one page of moods, and the path of a streak."""

    token: str
    streak: str


async def readers(app: FastAPI) -> Sequence[Reader]:
    return [await a_reader(app) for _ in range(READERS)]


async def writers(app: FastAPI) -> Sequence[str]:
    """Sign up who will write, and give their tokens."""
    tokens = []
    for _ in range(WRITERS):
        guest = await a_guest(app)
        tokens.append(guest.access_token)
        await guest.client.aclose()
    return tokens


async def a_reader(app: FastAPI) -> Reader:
    guest = await a_guest(app)
    streak_id = await _created(guest, "/v1/streaks", STREAK)
    for _ in range(PAGE):
        await _created(guest, "/v1/moods", MOOD)
    await guest.client.aclose()
    return Reader(guest.access_token, f"/v1/streaks/{streak_id}")


async def _created(guest: SignedIn, path: str, body: Mapping[str, object]) -> str:
    answer = await guest.client.post(path, json=body)
    answer.raise_for_status()
    return str(answer.json()["id"])
