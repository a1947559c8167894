"""The way out over TLS: whom we trust, who speaks HTTP/2, and who breaks its rules."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.core.outbound import Answer, Manners, Outbound, OutOfReach
from tests import certificates
from tests.core.h2_listener import H2Listener, speaking_h2


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificates.make(tmp_path_factory.mktemp("trusted"))[0]


@pytest.fixture
async def listener(authority: Path) -> AsyncIterator[H2Listener]:
    async with speaking_h2(authority.with_name("server.pem")) as listener:
        yield listener


@pytest.fixture
async def out(authority: Path) -> AsyncIterator[Outbound]:
    opened = Outbound(admits_loopback=True, ca_file=authority, manners=Manners(2.0, 4_096, 10))
    yield opened
    await opened.close()


async def post(way: Outbound, url: str, *, http2: bool) -> Answer:
    return await way.post(url, content=b"{}", headers={}, http2=http2)


@pytest.mark.parametrize("http2", [False, True])
async def test_a_certificate_of_nobody_we_trust_ends_it(
    listener: H2Listener, *, http2: bool
) -> None:
    trusting_few = Outbound(admits_loopback=True)
    with pytest.raises(OutOfReach, match="ConnectError"):
        await post(trusting_few, listener.url("/"), http2=http2)
    await trusting_few.close()

    assert listener.spoken == []


@pytest.mark.parametrize("path", ["/bad-status", "/bad-frame"])
async def test_an_answer_against_the_rules_is_none(
    out: Outbound, listener: H2Listener, path: str
) -> None:
    with pytest.raises(OutOfReach):
        await post(out, listener.url(path), http2=True)

    assert listener.spoken == ["h2"]


async def test_http2_is_for_those_alone_who_insist_on_it(
    out: Outbound, listener: H2Listener
) -> None:
    """Else whoever has a place on a host could spoil the connection that the others share."""
    for http2 in (False, True):
        assert (await post(out, listener.url("/"), http2=http2)).is_success

    assert listener.spoken == ["http/1.1", "h2"]


async def test_a_connection_that_has_gone_silent_is_waited_at_only_once(
    out: Outbound, listener: H2Listener
) -> None:
    assert (await post(out, listener.url("/"), http2=True)).is_success
    listener.frozen.add(0)
    with pytest.raises(OutOfReach):
        await post(out, listener.url("/"), http2=True)

    assert (await post(out, listener.url("/"), http2=True)).is_success
    assert listener.spoken == ["h2", "h2"]
