"""Somebody opens /docs, becomes a guest there, authorizes, and tries the API out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.core.service import Service, service
from tests.journeys.chromium import a_page
from tests.journeys.page import Page

DESKTOP, PHONE = (1280, 900), (390, 844)
BODY = ".opblock-section-request-body"
ANSWER = ".live-responses-table .response"


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with service() as running:
        yield running


@pytest.fixture
def page(running: Service) -> Iterator[Page]:
    with a_page() as page:
        page.resize(*DESKTOP)
        page.go_to(f"{running.url}/docs")
        page.wait_for("document.querySelectorAll('.opblock-tag').length > 20")
        yield page


def test_a_newcomer_tries_the_api_out(page: Page, running: Service, tmp_path: Path) -> None:
    page.screenshot(tmp_path / "desktop.png")
    guest = execute(page, "sign-in", "sign_up_as_guest", status=201)
    authorize(page, guest["access_token"])
    for tag, create, listing in (
        ("people", "create_person", "list_people"),
        ("moods", "create_mood", "list_moods"),
    ):
        made = execute(page, tag, create, status=201)
        assert execute(page, tag, listing, status=200)["items"] == [made]
    page.screenshot(tmp_path / "answer.png")

    foreign = [url for url in page.requests if not url.startswith((running.url, "data:"))]
    assert foreign == []
    assert page.complaints == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert len(page.requests) > 10


def test_the_page_fits_a_phone(page: Page, tmp_path: Path) -> None:
    page.resize(*PHONE)
    page.screenshot(tmp_path / "phone.png")
    guest = execute(page, "sign-in", "sign_up_as_guest", status=201)
    page.screenshot(tmp_path / "phone-answer.png")
    authorize(page, guest["access_token"])

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert page.complaints == []


def test_a_link_opens_its_operation(page: Page, running: Service) -> None:
    page.go_to("about:blank")
    page.go_to(f"{running.url}/docs#/people/create_person")

    page.wait_for("document.querySelector('#operations-people-create_person.is-open') !== null")


def execute(page: Page, tag: str, name: str, *, status: int) -> Any:  # noqa: ANN401
    """Open an operation, send its example, and read the answer off the page."""
    operation = f"#operations-{tag}-{name}"
    if page.evaluate(f"document.querySelector('{operation}') === null"):
        page.click(f"#operations-tag-{tag}")
    page.click(f"{operation} .opblock-summary-control")
    if status == 201:  # the example comes into the field a moment after the button is there
        page.wait_for(f"document.querySelector('{operation} {BODY} textarea')?.value")
    page.click(f"{operation} .execute")
    page.wait_for(f"document.querySelector('{operation} {ANSWER}') !== null")
    page.evaluate(f"document.querySelector('{operation} {ANSWER}').scrollIntoView()")
    shown = f"document.querySelector('{operation} {ANSWER} .response-col_status').innerText"
    assert page.evaluate(shown).split()[0] == str(status)
    body = f"document.querySelector('{operation} {ANSWER} .highlight-code code').innerText"
    return json.loads(page.evaluate(body))


def authorize(page: Page, token: str) -> None:
    page.click(".auth-wrapper .authorize")
    page.type_into(".auth-container input", token)
    page.click(".auth-btn-wrapper .authorize")
    page.wait_for("document.querySelector('.auth-btn-wrapper .btn-done') !== null")
    page.click(".auth-btn-wrapper .btn-done")
    page.wait_for("document.querySelector('.auth-container') === null")
