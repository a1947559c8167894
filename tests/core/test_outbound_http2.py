"""The way out over TLS and HTTP/2: who breaks its rules is out of reach, and nothing else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.core.outbound import Outbound, OutOfReach
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
    opened = Outbound(admits_loopback=True, ca_file=authority)
    yield opened
    await opened.close()


@pytest.mark.parametrize("path", ["/bad-status", "/bad-frame"])
async def test_an_answer_against_the_rules_is_none(
    out: Outbound, listener: H2Listener, path: str
) -> None:
    with pytest.raises(OutOfReach):
        await out.post(listener.url(path), content=b"{}", headers={})

    assert listener.spoken == ["h2"]
