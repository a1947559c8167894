"""Somebody opens /docs, becomes a guest there, authorizes, and tries the API out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from tests.core.service import Service, service
from tests.journeys.chromium import a_page, a_window_of
from tests.journeys.page import Page
from tests.signing_up import DEVICE, PASSWORD, an_address

OF_OAUTH = ".auth-container:has(.scope-def)"
ASKED_SCOPES = """
[...document.querySelectorAll('.auth-container input[type=checkbox]:checked')]
  .map(each => each.dataset.value)
"""
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

    assert foreign(page.requests, running) == []
    assert page.complaints == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert len(page.requests) > 10


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_somebody_signs_in_by_the_page_of_the_service(
    page: Page, running: Service, tmp_path: Path, size: tuple[int, int]
) -> None:
    email = an_address()
    body = {"email": email, "password": PASSWORD, "time_zone": "Europe/Berlin", "device": DEVICE}
    assert httpx2.post(f"{running.url}/v1/auth/register", json=body).status_code == 201
    page.resize(*size)

    page.click(".auth-wrapper .authorize")
    page.wait_for("document.querySelector('.auth-container input[type=checkbox]') !== null")
    page.screenshot(tmp_path / "dialog.png")
    assert page.evaluate(ASKED_SCOPES) == ["owner"]
    page.click(f"{OF_OAUTH} .authorize")
    with a_window_of(page) as window:
        window.resize(*size)
        agree(window, email, tmp_path)
    page.wait_for(f"document.querySelector('{OF_OAUTH}').innerText.includes('Logout')")
    page.screenshot(tmp_path / "signed-in.png")
    page.click(f"{OF_OAUTH} .btn-done")
    page.wait_for("document.querySelector('.auth-container') === null")

    made = execute(page, "moods", "create_mood", status=201)
    assert execute(page, "moods", "list_moods", status=200)["items"] == [made]
    assert made["source"] == "first_party"
    page.screenshot(tmp_path / "answer.png")
    assert foreign(page.requests + window.requests, running) == []
    assert page.complaints + window.complaints == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_an_answer_to_another_question_is_refused(page: Page, running: Service) -> None:
    page.click(".auth-wrapper .authorize")
    page.click(f"{OF_OAUTH} .authorize")
    with a_window_of(page) as window:
        forged = {"code": "oo_code_x", "state": "another", "iss": running.url}
        window.call("Page.navigate", url=f"{running.url}/docs/oauth2-redirect?{urlencode(forged)}")

    page.wait_for("document.querySelector('.auth-container .errors') !== null")
    shown = page.evaluate("document.querySelector('.auth-container .errors').innerText")
    assert "another question" in shown
    assert not [url for url in page.requests if url.endswith("/oauth/token")]


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


def agree(window: Page, email: str, pictures: Path) -> None:
    """Sign in and allow everything; the window closes itself then."""
    window.screenshot(pictures / "sign-in.png")
    window.type_into("#email", email)
    window.type_into("#password", PASSWORD)
    window.click("form button[type=submit]")
    window.wait_for("document.querySelector('input[name=scope]') !== null")
    window.screenshot(pictures / "consent.png")
    window.click("input[name=scope][value=owner]")
    window.click("button[value=allow]")


def foreign(urls: list[str], running: Service) -> list[str]:
    return [url for url in urls if not url.startswith((running.url, "data:"))]


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
