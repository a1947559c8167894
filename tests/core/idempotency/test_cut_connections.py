"""Two phones that send everything up to five times over a line that breaks: one effect a key.

Half way the service is killed and comes again. 200 keys; 2,000 with `make test-long`.
"""

import asyncio
import os
import random
from collections import Counter

import httpx2
import pytest

from tests.core.idempotency.keyed import ALEX
from tests.core.idempotency.raw import CUTS, WHOLE, Answer, Phone
from tests.core.service import Service, service

KEYS = 2_000 if "OWNORBIT_TEST_LONG" in os.environ else 200
SENDS = 5
AT_ONCE = 6
SEED = 20_260_310
WAIT_S = 0.02
DEVICE = {"name": "phone", "platform": "ios"}
DONE, IN_USE = 201, 409


@pytest.mark.timeout(1_800)
async def test_each_key_has_one_effect_and_one_answer() -> None:
    with service() as running:
        phones = [a_phone(running) for _ in range(2)]
        free = asyncio.Semaphore(AT_ONCE)

        async def tell(phone: Phone, number: int) -> list[Answer]:
            async with free:
                return await send_often(phone, number, random.Random(SEED + number))

        telling = [asyncio.create_task(tell(phones[n % 2], n // 2)) for n in range(KEYS)]
        await kill_meanwhile(running, telling)
        told = await asyncio.gather(*telling)
        nicknames = [nickname for phone in phones for nickname in nicknames_of(running, phone)]
        said = running.said()

    for answers in told:
        assert {each.status for each in answers} <= {DONE, IN_USE}
        done = [each for each in answers if each.status == DONE]
        assert len({each.told for each in done}) == 1
        assert sum(not each.is_replay for each in done) <= 1
    lost = sum(all(each.is_replay for each in answers if each.status == DONE) for answers in told)
    assert lost > KEYS // 10, "too few first answers were lost on the way to mean anything"
    assert Counter(nicknames) == {f"Alex {number}": 2 for number in range(KEYS // 2)}
    assert "error=" not in said


async def kill_meanwhile(running: Service, telling: list[asyncio.Task[list[Answer]]]) -> None:
    """Kill the service (SIGKILL) when half is told, and start it again."""
    while sum(each.done() for each in telling) < KEYS // 2:  # noqa: ASYNC110  (whichever they are)
        await asyncio.sleep(WAIT_S)
    await asyncio.to_thread(running.kill)
    await asyncio.to_thread(running.start)


async def send_often(phone: Phone, number: int, chance: random.Random) -> list[Answer]:
    """Send one request up to five times, most of them cut short, the last one whole."""
    answers = []
    for _ in range(chance.randrange(SENDS)):
        cut = chance.choice((*CUTS, WHOLE))
        answers.append(await send(phone, number, cut, chance))
    while not answers or answers[-1] is None or answers[-1].status == IN_USE:
        await asyncio.sleep(WAIT_S)
        answers.append(await send(phone, number, WHOLE, chance))
    return [each for each in answers if each is not None]


async def send(phone: Phone, number: int, cut: str, chance: random.Random) -> Answer | None:
    """Send it; both phones use the same keys, each for its own user."""
    body = ALEX | {"nickname": f"Alex {number}"}
    return await phone.post("/v1/people", body, f"key {number}", cut, chance)


def a_phone(running: Service) -> Phone:
    body = {"time_zone": "Europe/Berlin", "device": DEVICE}
    answer = httpx2.post(f"{running.url}/v1/auth/guest", json=body)
    return Phone(running.port, answer.json()["access_token"])


def nicknames_of(running: Service, phone: Phone) -> list[str]:
    """List everybody that a phone's user has, over all pages."""
    found, cursor = [], ""
    headers = {"authorization": f"Bearer {phone.access_token}"}
    while cursor is not None:
        url = f"{running.url}/v1/people?limit=200" + (f"&cursor={cursor}" if cursor else "")
        page = httpx2.get(url, headers=headers).json()
        found += [each["nickname"] for each in page["items"]]
        cursor = page["next_cursor"]
    return found
