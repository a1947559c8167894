"""Chromium without a screen; it reaches nobody but this machine."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
from websockets.sync.client import connect

from tests.journeys.page import PATIENCE_S, Page
from tests.waiting import found_at_last

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "There is no Chromium here: `apt-get install chromium` (`make test` does it for root)."
FLAGS = (
    "--headless",
    "--no-sandbox",  # it only ever sees our own page, and root has no other way
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-port=0",
)
LARGEST_MESSAGE = 64 * 2**20


@contextmanager
def a_page() -> Iterator[Page]:
    """Open a tab of a browser that has never been anywhere."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    assert program, MISSING
    with tempfile.TemporaryDirectory(prefix="oo-chromium-", ignore_cleanup_errors=True) as place:
        process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={place}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            (tab,) = _tabs(_port(Path(place), process))
            with _attached(tab) as page:
                yield page
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_S)


@contextmanager
def a_window_of(page: Page) -> Iterator[Page]:
    """Attach to the window that a page has opened; loaded anew, it tells of all it asks for."""
    port = str(page.connection.remote_address[1])
    others = found_at_last(lambda: _tabs(port, but=page) or None)
    with _attached(others[0]) as window:
        window.call("Page.reload")
        window.wait_for("document.readyState === 'complete'")
        yield window


@contextmanager
def _attached(tab: str) -> Iterator[Page]:
    with connect(tab, max_size=LARGEST_MESSAGE) as connection:
        page = Page(connection)
        for domain in ("Page", "Network", "Log", "Runtime"):
            page.call(f"{domain}.enable")
        yield page


def _port(place: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait for the port that the browser has chosen."""
    announced = place / "DevToolsActivePort"
    end = time.monotonic() + PATIENCE_S
    while not (announced.exists() and announced.read_text()):
        assert process.poll() is None, "Chromium ended at once."
        assert time.monotonic() < end, "Chromium does not start."
        time.sleep(0.05)
    return announced.read_text().splitlines()[0]


def _tabs(port: str, *, but: Page | None = None) -> list[str]:
    """List where tabs are spoken to."""
    targets = httpx2.get(f"http://127.0.0.1:{port}/json/list").json()
    known = but.connection.request.path if but and but.connection.request else None
    return [
        each["webSocketDebuggerUrl"]
        for each in targets
        if each["type"] == "page" and urlsplit(each["webSocketDebuggerUrl"]).path != known
    ]
