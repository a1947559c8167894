"""What goes between a phone and the service, page by page and push by push."""

from typing import Any

from httpx2 import AsyncClient, Response

from tests.connections.sync.machine.device import Changes, Place, Push, Raw, too_long
from tests.connections.sync.machine.seeing import see_the_truth
from tests.connections.sync.machine.world import Phone, Pulling, World, together

MOST = 200


async def page_of(
    world: World, client: AsyncClient, since: int | None, limit: int, after: str | None
) -> dict[str, Any]:
    query = {
        "last_pulled_at": "null" if since is None else str(since),
        "schema_version": "1",
        "migration": "null",
        "limit": str(limit),
    }
    answer = await client.get("/v1/sync", params=query | ({"cursor": after} if after else {}))
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    if after is None:
        world.saw(page["timestamp"])
    return page


async def pull_on(world: World, phone: Phone) -> bool:
    """Fetch the next page, and apply them all after the last; tell whether that was it."""
    assert phone.pulling is not None
    pages = phone.pulling.pages
    after = pages[-1]["next"] if pages else None
    pages.append(
        await page_of(world, phone.client, phone.device.pulled_at, phone.pulling.limit, after)
    )
    assert len({page["timestamp"] for page in pages}) == 1, "pages of one pull, two timestamps"
    if pages[-1].get("next"):
        return False
    unsaid, waiting = phone.device.unsaid(), words_that_wait(phone)
    phone.device.take(together(pages), pages[-1]["timestamp"])
    for place, row in phone.device.unsaid().items():
        assert row == unsaid[place], "a pull overwrites what was changed here"
    after = words_that_wait(phone)
    assert all(after.get(place) == waiting[place] for place in waiting.keys() & phone.device.rows)
    assert not any(
        place in phone.device.rows and phone.device.rows[place].status == "synced"
        for place in unsaid
    ), "a pull makes the phone forget what it has to say"
    phone.pulling = None
    return True


def words_that_wait(phone: Phone) -> dict[Place, Raw]:
    """Give what is too long: no pull may take it away, but with the row."""
    texts = {place: too_long(row.raw) for place, row in phone.device.rows.items()}
    return {place: words for place, words in texts.items() if words}


async def pull(world: World, phone: Phone, limit: int = MOST) -> None:
    phone.pulling = Pulling(limit)
    while not await pull_on(world, phone):
        pass


async def everything(world: World, client: AsyncClient) -> Changes:
    """Give what a new device would get."""
    pages = [await page_of(world, client, None, MOST, None)]
    while after := pages[-1].get("next"):
        pages.append(await page_of(world, client, None, MOST, after))
    return together(pages)


async def deliver(world: World, push: Push) -> Response:
    """Let a push arrive, and see that the service has what the merge rule says then."""
    push.left -= 1
    phone = next(each for each in world.phones if each.device.name == push.device.name)
    answer = await phone.client.post(
        "/v1/sync", params={"last_pulled_at": str(push.last_pulled_at)}, json=push.changes
    )
    assert answer.status_code in {200, 409}, answer.text
    if answer.is_success:
        world.ledger.accept(push, rejected_by(answer), world.clock())
    see_the_truth(world, await everything(world, world.home))
    return answer


def hear(phone: Phone, push: Push, answer: Response) -> None:
    """Let a phone have the answer; after a refusal it keeps everything, and will pull."""
    if answer.is_success:
        phone.device.hear(push, rejected_by(answer))


def rejected_by(answer: Response) -> set[Place]:
    rejected: dict[str, list[str]] = answer.json()["experimentalRejectedIds"]
    return {(table, id_) for table, ids in rejected.items() for id_ in ids}
