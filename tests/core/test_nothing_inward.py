"""No address of a user leads inside: listeners of this machine count who comes, and nobody does."""

from collections.abc import AsyncIterator
from itertools import cycle

import httpcore2
import pytest

from app.core import outbound, public_addresses
from app.core.outbound import Outbound, OutOfReach
from app.core.public_addresses import AddressRefused
from tests.core.test_outbound import OK, Listener, listening, post, saying
from tests.core.test_public_addresses import TRICKS
from tests.core.tricks import LEADING_INSIDE, NO_WEB_ADDRESSES

FLIPS = 400
PUBLIC = "93.184.215.14"


@pytest.fixture
async def inside(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Listener]:
    """A listener whose port is as good as 443, so that nothing but the host can be refused."""
    async with listening(saying(OK)) as listener:
        monkeypatch.setattr(public_addresses, "PORTS", frozenset({443, 8443, listener.port}))
        yield listener


def test_there_are_tricks_enough() -> None:
    assert len({*TRICKS, *LEADING_INSIDE, *NO_WEB_ADDRESSES}) >= 250


@pytest.mark.parametrize("host", LEADING_INSIDE, ids=range(len(LEADING_INSIDE)))
async def test_a_host_that_leads_inside_is_not_connected_to(host: str, inside: Listener) -> None:
    way = Outbound()
    for url in (f"https://{host}:{inside.port}/", f"http://{host}:{inside.port}/"):
        with pytest.raises(AddressRefused):
            await post(way, url)
    await way.close()

    assert inside.connections == 0


@pytest.mark.parametrize("url", NO_WEB_ADDRESSES, ids=range(len(NO_WEB_ADDRESSES)))
async def test_what_is_no_public_https_address_is_refused(url: str) -> None:
    way = Outbound()
    with pytest.raises(AddressRefused):
        await post(way, url)
    await way.close()


class Elsewhere(httpcore2.AnyIOBackend):
    """The network beyond this machine: nobody is there, and what is looked for is noted."""

    sought: list[str]

    async def connect_tcp(
        self, host: str, *_: object, **__: object
    ) -> httpcore2.AsyncNetworkStream:
        self.sought.append(host)
        raise httpcore2.ConnectError


async def test_a_name_that_is_public_once_and_inside_the_next_time_gets_no_connection_inside(
    inside: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each call asks once: it is refused by what was said then, or made to that very address."""
    Elsewhere.sought = []
    monkeypatch.setattr(httpcore2, "AnyIOBackend", Elsewhere)
    way = Outbound()
    said = cycle([[PUBLIC], ["127.0.0.1"], [PUBLIC, "127.0.0.1"], [PUBLIC], ["::ffff:127.0.0.1"]])
    asked = []

    async def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(said)

    monkeypatch.setattr(outbound, "resolve", resolve)
    outcomes = []
    for _ in range(FLIPS):
        with pytest.raises((AddressRefused, OutOfReach)) as ended:
            await post(way, f"https://hooks.example.com:{inside.port}/")
        outcomes.append(ended.type)
    await way.close()

    assert inside.connections == 0
    assert len(asked) == FLIPS
    assert set(Elsewhere.sought) == {PUBLIC}
    assert outcomes.count(AddressRefused) == FLIPS * 3 // 5
    assert len(Elsewhere.sought) == outcomes.count(OutOfReach) == FLIPS * 2 // 5
