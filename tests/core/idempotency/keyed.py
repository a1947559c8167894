"""Requests under a key, and what they leave."""

from httpx2 import AsyncClient, Response

ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}
HEADER, REPLAYED = "idempotency-key", "idempotent-replayed"
OF_EACH_ANSWER = {"x-request-id", "date"}


def under(key: str) -> dict[str, str]:
    return {HEADER: key}


async def create(client: AsyncClient, key: str, **changes: object) -> Response:
    return await client.post("/v1/people", json=ALEX | changes, headers=under(key))


async def names(client: AsyncClient) -> list[str]:
    """List whom the client's user has, the newest last."""
    items = (await client.get("/v1/people")).json()["items"]
    return [each["nickname"] for each in reversed(items)]


def is_replay(answer: Response) -> bool:
    return answer.headers.get(REPLAYED) == "true"


def code(answer: Response) -> str:
    return str(answer.json()["type"]).removeprefix("/problems/")


def told(answer: Response) -> tuple[int, dict[str, str], bytes]:
    """Give all that an answer says, but for what is of each answer alone."""
    left_out = OF_EACH_ANSWER | {REPLAYED}
    headers = {name: value for name, value in answer.headers.items() if name not in left_out}
    return answer.status_code, headers, answer.content
