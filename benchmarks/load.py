"""One burst of requests, by wrk on the second core."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import LOAD_CORE, Server

CONNECTIONS = 16
SCRIPT = Path(__file__).with_name("load.lua")


class AnswersFailed(Exception):
    """Some requests were not answered well."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What a server did in a burst; the CPU time is its process's, not PostgreSQL's."""

    per_second: float
    cpu_us: float


def request(method: str, path: str, headers: Mapping[str, str], body: object = None) -> bytes:
    """Spell out a request of HTTP/1.1."""
    payload = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "host: localhost"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if payload:
        lines += ["content-type: application/json", f"content-length: {len(payload)}"]
    return "\r\n".join([*lines, "", ""]).encode() + payload


async def ask(server: Server, raw: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send one request; give the status, headers and body of its answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(raw)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    status, *lines = head.rstrip().split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    writer.close()
    return int(status.split()[1]), headers, body


async def burst(server: Server, requests: Sequence[bytes], file: Path, *, seconds: int) -> Burst:
    """Send the requests in turn, over and over.

    Raises:
        AnswersFailed: an error of a socket, or a status of 400 or more.
    """
    file.write_bytes(b"\0".join(requests))  # noqa: ASYNC240  (nothing else runs in this loop)
    before = server.cpu_s()
    process = await asyncio.create_subprocess_exec(
        *("taskset", "-c", LOAD_CORE, "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"),
        *("-s", str(SCRIPT), f"http://127.0.0.1:{server.port}", "--", str(file)),
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    used = server.cpu_s() - before
    answers, micros, errors = map(int, output.decode().splitlines()[-1].split())
    if errors or not answers:
        raise AnswersFailed(output.decode())
    return Burst(answers / micros * 1e6, used / answers * 1e6)
