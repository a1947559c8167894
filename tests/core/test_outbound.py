"""The way out: nobody is connected to inside, no answer is long, and no wait is."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import chain, repeat
from time import monotonic

import pytest

from app.core import outbound
from app.core.outbound import LONGEST_ANSWER, Answer, Manners, Outbound, OutOfReach
from app.core.public_addresses import AddressRefused, is_callable

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nX-Said: yes\r\n\r\nhi"


class Listener:
    """A server of this machine that counts who connects."""

    def __init__(self, talk: Talk) -> None:
        self.talk, self.port, self.connections, self.heard = talk, 0, 0, b""

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.heard = await reader.readuntil(b"\r\n\r\n")
        try:
            await self.talk(reader, writer)
        except ConnectionError:
            pass  # whom we talk to may have heard enough
        finally:
            writer.close()

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@asynccontextmanager
async def listening(talk: Talk) -> AsyncGenerator[Listener]:
    listener = Listener(talk)
    server = await asyncio.start_server(listener.take, "127.0.0.1")
    listener.port = server.sockets[0].getsockname()[1]
    yield listener
    server.close()


def saying(*pieces: bytes) -> Talk:
    async def talk(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()

    return talk


@pytest.fixture
async def out() -> AsyncIterator[Outbound]:
    opened = Outbound(admits_loopback=True)
    yield opened
    await opened.close()


@pytest.fixture
async def careful() -> AsyncIterator[Outbound]:
    opened = Outbound()
    yield opened
    await opened.close()


async def post(way: Outbound, url: str) -> outbound.Answer:
    return await way.post(url, content=b"{}", headers={"x-mine": "1"})


async def test_an_answer_is_given_with_its_headers(out: Outbound) -> None:
    async with listening(saying(OK)) as listener:
        answer = await post(out, listener.url("/a?b=c"))

    assert (answer.status, answer.headers["x-said"], answer.body) == (200, "yes", b"hi")
    assert listener.heard.startswith(b"POST /a?b=c HTTP/1.1\r\n")
    assert b"x-mine: 1" in listener.heard


@pytest.mark.parametrize("turns", [1, 50])
async def test_a_name_that_leads_inside_is_not_connected_to_however_often_it_changes(
    careful: Outbound, monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    """The name is asked for once a connection: what it says after the look doesn't count."""
    async with listening(saying(OK)) as listener:
        said = chain.from_iterable(repeat((["127.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::1"])))
        asked = []

        async def resolve(host: str, _port: int) -> list[str]:
            asked.append(host)
            return next(said)

        monkeypatch.setattr(outbound, "resolve", resolve)
        for _ in range(turns):
            with pytest.raises(AddressRefused):
                await post(careful, "https://push.example.com:8443/")

    assert listener.connections == 0
    assert asked == ["push.example.com"] * turns


async def test_the_address_that_was_looked_at_is_the_one_that_is_called(
    out: Outbound, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody listens where the name leads to otherwise, and what it says next is not asked for."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])

    async def resolve(_host: str, _port: int) -> list[str]:
        return next(answers)

    monkeypatch.setattr(outbound, "resolve", resolve)
    async with listening(saying(OK)) as listener:
        await post(out, f"http://127.0.0.2:{listener.port}/")

    assert listener.connections == 1
    assert b"host: 127.0.0.2" in listener.heard.lower()
    assert next(answers) == ["10.0.0.1"]


@pytest.mark.parametrize("name", ["0x7f.1", "127.1", "017700000001", "2130706433"])
async def test_what_a_resolver_takes_for_an_address_is_looked_at_too(name: str) -> None:
    found = await outbound.resolve(name, 443)

    assert found == ["127.0.0.1"]
    assert not any(map(is_callable, found))


async def test_a_redirect_is_an_answer_and_not_followed(out: Outbound) -> None:
    async with listening(saying(OK)) as inside:
        moved = f"HTTP/1.1 307 Moved\r\nlocation: {inside.url()}\r\ncontent-length: 0\r\n\r\n"
        async with listening(saying(moved.encode())) as listener:
            answer = await post(out, listener.url())

    assert (answer.status, inside.connections) == (307, 0)


async def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(saying(OK)) as proxy, listening(saying(OK)) as listener:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url())
        way = Outbound(admits_loopback=True)
        await post(way, listener.url())
        await way.close()

    assert (proxy.connections, listener.connections) == (0, 1)


async def test_an_endless_answer_is_cut(out: Outbound) -> None:
    async def flood(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 16_384)
            await writer.drain()

    async with listening(flood) as listener:
        answer = await post(out, listener.url())

    assert len(answer.body) == LONGEST_ANSWER


async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.01)


async def test_who_answers_drop_by_drop_is_waited_for_no_longer_than_others() -> None:
    hasty = Outbound(admits_loopback=True, manners=Manners(1.0, LONGEST_ANSWER, 1))
    began = monotonic()
    async with listening(drip) as listener:
        with pytest.raises(OutOfReach, match="TimeoutError"):
            await post(hasty, listener.url())
    await hasty.close()

    assert 1.0 <= monotonic() - began < outbound.PATIENCE_S


@pytest.mark.parametrize("rest", [b"", b".", b"." * 100_000])
async def test_where_the_status_is_the_answer_nobody_waits_for_the_rest(rest: bytes) -> None:
    async def stall(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 999999\r\n\r\n" + rest)
        await reader.read()

    brief = Outbound(admits_loopback=True, manners=Manners(5.0, 0, 1))
    async with listening(stall) as listener:
        for _ in range(2):
            assert await post(brief, listener.url()) == Answer(
                200, {"content-length": "999999"}, b""
            )
    await brief.close()


async def test_a_connection_is_used_again_where_nobody_reads_what_is_said() -> None:
    async def chat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not reader.at_eof():
            await reader.read(65_536)
            writer.write(OK)

    brief = Outbound(admits_loopback=True, manners=Manners(5.0, 0, 1))
    async with listening(chat) as listener:
        for _ in range(3):
            assert (await post(brief, listener.url())).is_success
    await brief.close()

    assert listener.connections == 1


@pytest.mark.parametrize(
    "said", [b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n."]
)
async def test_no_answer_is_told_without_the_address(out: Outbound, said: bytes) -> None:
    async with listening(saying(said)) as listener:
        with pytest.raises(OutOfReach) as failure:
            await post(out, listener.url("/secret"))

    assert "secret" not in str(failure.value)
    with pytest.raises(OutOfReach):
        await post(out, f"http://127.0.0.1:{listener.port}/")


async def test_the_address_is_in_no_log_however_talkative(
    out: Outbound, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with listening(saying(OK)) as listener:
        await post(out, listener.url("/canary"))

    assert "canary" not in caplog.text
    assert "x-mine" not in caplog.text
