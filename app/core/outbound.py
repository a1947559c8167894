"""The way out: HTTP to addresses that users gave, and to the few that the operator set.

A name is resolved once, refused if any of its addresses is not public, and connected to by the
very address that was looked at: a name that changes its mind meanwhile leads nowhere else. No
redirects, no proxies of the environment, short answers, and an end to every wait.
"""

import asyncio
import logging
import ssl
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from socket import SOCK_STREAM, gaierror, getaddrinfo
from typing import cast

import httpcore2
import httpx2
from h2.exceptions import H2Error

from app.core.public_addresses import AddressRefused, checked, is_callable

LONGEST_ANSWER = 64 * 1024
PATIENCE_S = 10.0
CONNECT_S = 4.0
MOST_CONNECTIONS, MOST_IDLE, IDLE_S = 40, 20, 300.0
MOST_TRIED = 3
BEFORE_THE_END = 0.9
"""The part of our patience after which a silent connection of HTTP/2 counts as broken: whoever is
cut off only by the end of it leaves the connection as it is, for the next to wait at."""
AT_ONCE_S, MOST_UNREAD = 0.5, 4_096
"""What may follow a status that is the whole answer, for its connection to be used again."""
RESOLVERS = ThreadPoolExecutor(200, thread_name_prefix="resolver")
"""Places enough for names that are slow to be found: asyncio's own few would be taken by them."""
TALKATIVE = ("httpx2", "httpcore2", "hpack")
"""Libraries that tell their log which address is called, and with which headers."""
BROKEN = (
    *(httpx2.HTTPError, httpx2.StreamError, OSError),
    *(H2Error, httpcore2.ConnectionNotAvailable, ValueError),
)
"""What a call may end with; the second line is for answers against the rules of HTTP/2."""


class OutOfReach(Exception):
    """There was no answer, or not in time: try again later. The message names no address."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` by their names in lower case; `body` is cut (at 64 KiB, if not said otherwise)."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004  (RFC 9110, 15.3)


@dataclass(frozen=True, slots=True)
class Manners:
    """How long a call may take in all, how much of an answer is read, how many are at a time.

    Where `longest_answer` is 0, the status is the answer, and nobody waits for what follows it.
    """

    patience_s: float
    longest_answer: int
    connections: int


class Outbound:
    """A process's connections to elsewhere.

    `admits_loopback` lets it call this machine, for development and tests; `ca_file` is an
    authority to be trusted beside the system's.
    """

    def __init__(
        self,
        *,
        admits_loopback: bool = False,
        ca_file: Path | None = None,
        manners: Manners | None = None,
    ) -> None:
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        self.admits_loopback = admits_loopback
        self._manners = manners or Manners(PATIENCE_S, LONGEST_ANSWER, MOST_CONNECTIONS)
        network = _PublicNetwork(admits_loopback=admits_loopback)
        connections, patience_s = self._manners.connections, self._manners.patience_s
        own = _Transport(network, _trust(ca_file), connections)
        shared = _Transport(network, _trust(ca_file), connections, http2=True)
        self._client = _client(own, patience_s)
        self._client_of_http2 = _client(shared, patience_s * BEFORE_THE_END)

    async def post(
        self, url: str, *, content: bytes, headers: Mapping[str, str], http2: bool = False
    ) -> Answer:
        """Send a body once.

        `http2` is for those alone who insist on it, and whom we trust: one connection then serves
        all who call there, and an answer that is cut takes from what the others can be told.

        Raises:
            AddressRefused: the address leads to no public place; nothing was connected to.
            OutOfReach: there was no answer in time.
        """
        target = checked(url, admits_loopback=self.admits_loopback)
        client = self._client_of_http2 if http2 else self._client
        try:
            async with (
                asyncio.timeout(self._manners.patience_s),
                client.stream("POST", target, content=content, headers=headers) as answer,
            ):
                return await _read(answer, self._manners.longest_answer)
        except BROKEN as error:
            raise OutOfReach(type(error).__name__) from None

    async def close(self) -> None:
        await self._client.aclose()
        await self._client_of_http2.aclose()


def _client(transport: httpx2.AsyncHTTPTransport, read_s: float) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        transport=transport,
        timeout=httpx2.Timeout(read_s, connect=CONNECT_S),
        follow_redirects=False,
        trust_env=False,
        headers={"user-agent": "ownorbit", "accept-encoding": "identity"},
    )


async def _read(answer: httpx2.Response, longest: int) -> Answer:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    if longest:
        return Answer(answer.status_code, headers, await _body(answer, longest))
    with suppress(*BROKEN):
        async with asyncio.timeout(AT_ONCE_S):
            await _body(answer, MOST_UNREAD)
    return Answer(answer.status_code, headers, b"")


async def _body(answer: httpx2.Response, longest: int) -> bytes:
    body = b""
    async with aclosing(answer.aiter_raw()) as pieces:
        async for piece in pieces:
            body += piece
            if len(body) >= longest:
                break
    return body[:longest]


class _Transport(httpx2.AsyncHTTPTransport):
    """The client's own transport, on connections of another network."""

    def __init__(
        self,
        network: httpcore2.AsyncNetworkBackend,
        trust: ssl.SSLContext,
        connections: int,
        *,
        http2: bool = False,
    ) -> None:
        super().__init__(verify=trust, trust_env=False)
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=trust,
            max_connections=connections,
            max_keepalive_connections=MOST_IDLE,
            keepalive_expiry=IDLE_S,
            http1=True,
            http2=http2,
            network_backend=network,
        )


class _PublicNetwork(httpcore2.AsyncNetworkBackend):
    """Connects to public addresses only, whatever a name resolves to."""

    def __init__(self, *, admits_loopback: bool) -> None:
        self._admits_loopback = admits_loopback
        # Either the backend or its stand-in where anyio is missing, to a type checker.
        self._network = cast("httpcore2.AsyncNetworkBackend", httpcore2.AnyIOBackend())

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  (the library's own signature)
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        failure: Exception = httpcore2.ConnectError("no address")
        for address in (await self._addresses(host, port, timeout))[:MOST_TRIED]:
            try:
                return await self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _addresses(self, host: str, port: int, timeout: float | None) -> list[str]:  # noqa: ASYNC109
        try:
            async with asyncio.timeout(timeout):
                found = await resolve(host, port)
        except TimeoutError:
            raise httpcore2.ConnectTimeout from None
        except (gaierror, UnicodeError):
            reason = "the name has no address"
            raise httpcore2.ConnectError(reason) from None
        if not all(is_callable(each, admits_loopback=self._admits_loopback) for each in found):
            reason = "not a public address"
            raise AddressRefused(reason)
        return found


async def resolve(host: str, port: int) -> list[str]:
    """Ask once for the addresses of a name; an address is its own."""
    ask = partial(getaddrinfo, host, port, type=SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(RESOLVERS, ask)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    trust = ssl.create_default_context()
    if ca_file is not None:
        trust.load_verify_locations(ca_file)
    return trust
