"""docs/integrations, as written: from nothing to a verified webhook, and to an end of it."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.connections.oauth.flow import Browser
from tests.core.service import Service, free_port, service
from tests.journeys.guide import ANY_FENCE, FOLDER, PAGES, Shell, a_shell, blocks

EMAIL, PASSWORD = "you@example.com", "a lantern in the rain"
START = "OWNORBIT_OUTBOUND_LOOPBACK=true make run\n"
ASKS = "read -r came_back"


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with service(OWNORBIT_OUTBOUND_LOOPBACK="true") as running:
        yield running


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    shell = a_shell(tmp_path)
    with shell.process:
        yield shell
        shell.process.kill()


def test_the_guide_works_as_written(running: Service, shell: Shell, tmp_path: Path) -> None:
    start, *rest = blocks()
    assert start == START  # what the fixture does, but for the virtual environment
    places = {"http://127.0.0.1:8000": running.url, "127.0.0.1:9000": f"127.0.0.1:{free_port()}"}
    places |= {'("127.0.0.1", 9000)': f'("127.0.0.1", {places["127.0.0.1:9000"].split(":")[1]})'}
    printed: list[str] = []
    for block in rest:
        pasted = block
        for written, here in places.items():
            pasted = pasted.replace(written, here)
        typed = asyncio.run(consented(running, printed[-1].strip())) if ASKS in block else None
        printed.append(shell.paste(pasted, typed))

    told = "".join(printed)
    assert "moods:read moods:write webhooks:manage offline_access" in told
    assert "verified: {'type': 'mood.created'" in told
    assert json.loads((tmp_path / "mood.json").read_text())["note"] == "only mine"
    seen = json.loads(printed[-2])
    assert (seen["valence"], "note" in seen) == (-0.2, False)
    assert printed[-1].split() == ["401"]


def test_every_block_is_one_that_is_run() -> None:
    for page in FOLDER.glob("*.md"):
        assert ANY_FENCE.findall(page.read_text()) == [], page
    assert {page.name for page in FOLDER.glob("*.md")} == {"README.md", *PAGES}
    assert "```" not in (FOLDER / "README.md").read_text()
    assert len(blocks()) == 15


async def consented(running: Service, question: str) -> str:
    """Do as the guide says in a browser, and give the address where it ends up."""
    async with httpx2.AsyncClient(base_url=running.url) as http:
        browser = Browser(http)
        page = await browser.open(urlsplit(question).query)
        signed_in = await browser.submit(page, email=EMAIL, password=PASSWORD)
        consent = await http.get(signed_in.headers["location"])
        scopes = ["moods:read", "moods:write", "webhooks:manage", "offline_access"]
        allowed = await browser.submit(consent, scope=scopes, span="month", decision="allow")
    return str(allowed.headers["location"])
