"""`ownorbit demo --integrator`: a sandbox, and a window on what the service sends."""

import asyncio
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.connections.oauth.flow import Browser
from tests.core.service import ROOT, Service, free_port, service

PATIENCE_S = 60
MOOD = {"kind": "momentaryEmotion", "valence": 0.4}
SCOPES = ["moods:read", "moods:write", "offline_access"]


@dataclass
class Sandbox:
    """The demo as a process; its lines are read as they come."""

    process: subprocess.Popen[str]
    lines: queue.Queue[str] = field(default_factory=queue.Queue)
    said: str = ""

    def __post_init__(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def says(self, pattern: str) -> re.Match[str]:
        """Wait until what was said since the last time holds this, and give it."""
        while True:
            found = re.search(pattern, self.said)
            if found:
                self.said = self.said[found.end() :]
                return found
            self.said += self.lines.get(timeout=PATIENCE_S)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)


@pytest.fixture(params=["true", "false"])
def running(request: pytest.FixtureRequest) -> Iterator[Service]:
    with service(OWNORBIT_OUTBOUND_LOOPBACK=request.param) as running:
        yield running


@pytest.fixture
def sandbox(running: Service) -> Iterator[Sandbox]:
    command = [sys.executable, "-m", "app.cli", "demo", "--integrator", "--url", running.url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield Sandbox(process)
        process.kill()


def test_a_sandbox_has_all_that_an_app_takes(running: Service, sandbox: Sandbox) -> None:
    email, password = (sandbox.says(rf"{name} +(\S+)")[1] for name in ("Account", "Password"))
    token = sandbox.says(r"Token +(\S+)")[1]
    question = sandbox.says(r"(http\S+/oauth/authorize\S+)")[1]
    is_told = running.environment["OWNORBIT_OUTBOUND_LOOPBACK"] == "true"
    sandbox.says(r"whsec_" if is_told else "OWNORBIT_OUTBOUND_LOOPBACK=true")
    sandbox.says("Ctrl-C ends this")

    authorization = {"authorization": f"Bearer {token}"}
    made = httpx2.post(f"{running.url}/v1/moods", json=MOOD, headers=authorization).json()
    if is_told:
        sandbox.says("Webhook, verified:")
        sandbox.says("webhook-id: ")
        assert made["id"] in sandbox.says(r"(\{.*\})")[1]
        port = urlsplit(httpx2.QueryParams(urlsplit(question).query)["redirect_uri"]).port
        httpx2.post(f"http://127.0.0.1:{port}/webhook", content=b"{}")
        sandbox.says("Webhook, NOT VERIFIED:")

    asyncio.run(come_back(running, question, email, password))
    command = sandbox.says(r"(?s)(curl .*?/oauth/token)")[1]
    answer = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=True
    ).stdout
    assert '"scope":"moods:read moods:write offline_access"' in answer

    sandbox.process.send_signal(signal.SIGINT)
    assert sandbox.process.wait(timeout=PATIENCE_S) == 0


def test_without_a_service_it_says_so() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "app.cli", "demo", "--integrator", "--url", url]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"ownorbit: Nothing answers at {url}.")


async def come_back(running: Service, question: str, email: str, password: str) -> None:
    """Allow everything in a browser, and follow where it leads."""
    async with httpx2.AsyncClient(base_url=running.url) as http:
        browser = Browser(http)
        page = await browser.open(urlsplit(question).query)
        signed_in = await browser.submit(page, email=email, password=password)
        consent = await http.get(signed_in.headers["location"])
        allowed = await browser.submit(consent, scope=SCOPES, span="month", decision="allow")
        arrived = await http.get(allowed.headers["location"])
    assert arrived.text.startswith("This is where your app would take over.")
