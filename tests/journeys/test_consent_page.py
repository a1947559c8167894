"""Somebody opens the link of a mail in a browser, agrees, and changes their mind."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import httpx2
import pytest

from tests.core.service import Service, service
from tests.journeys.chromium import a_page
from tests.journeys.page import Page
from tests.waiting import found_at_last

PHONE = (390, 844)
GUEST = {"time_zone": "Europe/Berlin", "device": {"platform": "web"}}
SAM = {"name": "Sam", "email": "sam@example.org"}
LINK = re.compile(r"http\S+/circle#\S+")


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with service() as running:
        yield running


@pytest.fixture
def page() -> Iterator[Page]:
    with a_page() as page:
        page.resize(*PHONE)
        yield page


def test_who_is_asked_agrees_and_declines_by_hand(
    page: Page, running: Service, tmp_path: Path
) -> None:
    with httpx2.Client(base_url=running.url) as me:
        token = me.post("/v1/auth/guest", json=GUEST).json()["access_token"]
        me.headers["authorization"] = f"Bearer {token}"
        me.patch("/v1/me", json={"display_name": "Jo"})
        supporter = f"/v1/supporters/{me.post('/v1/supporters', json=SAM).json()['id']}"
        link = found_at_last(lambda: link_in(running.data_dir / "mail"))

        page.go_to(link)
        page.click("button[data-decision=agree]")
        page.wait_for("!document.querySelector('#given').hidden")
        page.screenshot(tmp_path / "agreed.png")
        assert me.get(supporter).json()["consent"] == "given"

        page.click("button[data-decision=decline]")
        page.wait_for("!document.querySelector('#withdrawn').hidden")
        assert page.evaluate("document.querySelector('#given').hidden")
        assert me.get(supporter).json()["consent"] == "withdrawn"

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert page.complaints == []
    secret = link.partition("#")[2]
    assert not any(secret in url for url in page.requests)
    assert {url for url in page.requests if not url.startswith(running.url)} == set()


def test_a_link_that_lost_its_end_says_so(page: Page, running: Service) -> None:
    page.go_to(f"{running.url}/circle")

    page.wait_for("!document.querySelector('#refused').hidden")
    hidden = "[...document.querySelectorAll('button')].every(each => each.hidden)"
    assert page.evaluate(hidden)


def link_in(folder: Path) -> str | None:
    for file in folder.glob("*.eml"):
        body = message_from_bytes(file.read_bytes(), policy=default).get_body()
        found = LINK.search(body.get_content()) if body else None
        if found:
            return found[0]
    return None
