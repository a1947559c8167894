"""The pages of the authorization server, looked at by axe (WCAG 2.2 A and AA, best practices)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

from app.accounts.grants.built_in import DOCS_PAGE
from tests.clients.node import HERE
from tests.connections.oauth.flow import CHALLENGE
from tests.core.service import Service
from tests.journeys.chromium import a_page
from tests.journeys.page import Page
from tests.signing_up import DEVICE, PASSWORD

AXE = HERE / "node_modules/axe-core/axe.min.js"
EMAIL = "jo.axe@example.com"
PHONE, DESK, NARROWEST = (390, 844), (1280, 900), (360, 740)
SCOPES = "owner profile:read moods:read goals:write offline_access"
RUN = """
window.found = null;
axe.run(document).then(({violations, passes}) => {
  window.found = {passes: passes.length, violations: violations.map(
    ({id, nodes}) => `${id}: ${nodes.map(each => each.html + each.failureSummary).join(' ')}`)};
});
"""


@dataclass(frozen=True)
class Looks:
    """A language and a scheme of colours."""

    language: str
    scheme: str


@pytest.fixture(scope="module")
def asked(running: Service) -> str:
    """Open an account, and give what the docs page asks for."""
    body = {"email": EMAIL, "password": PASSWORD, "time_zone": "Europe/Berlin", "device": DEVICE}
    answer = httpx2.post(f"{running.url}/v1/auth/register", json=body)
    assert answer.status_code == 201, answer.text
    return urlencode(
        {
            "response_type": "code",
            "client_id": str(DOCS_PAGE),
            "redirect_uri": f"{running.url}/docs/oauth2-redirect",
            "scope": SCOPES,
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
    )


@pytest.fixture
def page() -> Iterator[Page]:
    with a_page() as page:
        yield page


@pytest.mark.parametrize(
    "looks",
    [Looks(language, scheme) for language in ("en", "de") for scheme in ("light", "dark")],
    ids=lambda looks: f"{looks.language}-{looks.scheme}",
)
def test_every_page_is_accessible(
    packages: None,  # noqa: ARG001  (installed)
    page: Page,
    running: Service,
    asked: str,
    looks: Looks,
    tmp_path: Path,
) -> None:
    wear(page, looks)
    url = f"{running.url}/oauth/authorize?{asked}"
    page.go_to(f"{running.url}/oauth/authorize?client_id=nobody")
    look_at(page, looks, tmp_path / "error")

    page.go_to(url)
    page.evaluate("document.querySelector('details').open = true")
    look_at(page, looks, tmp_path / "sign-in")
    sign_in(page, "not the password")
    page.wait_for("!!document.querySelector('[role=alert]')")
    look_at(page, looks, tmp_path / "wrong")

    sign_in(page, PASSWORD)
    page.wait_for("!!document.querySelector('input[name=scope]')")
    look_at(page, looks, tmp_path / "consent")
    page.click("button[value=allow]")
    page.wait_for("!!document.querySelector('[role=alert]')")
    look_at(page, looks, tmp_path / "nothing-ticked")


def wear(page: Page, looks: Looks) -> None:
    page.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": looks.language})
    feature = {"name": "prefers-color-scheme", "value": looks.scheme}
    page.call("Emulation.setEmulatedMedia", features=[feature])


def sign_in(page: Page, password: str) -> None:
    page.type_into("#email", EMAIL)
    page.type_into("#password", password)
    page.click("form button[type=submit]")


def look_at(page: Page, looks: Looks, pictures: Path) -> None:
    for width, height in (PHONE, DESK):
        page.resize(width, height)
        page.screenshot(pictures.with_suffix(f".{width}.png"))
    page.resize(*NARROWEST)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST[0]
    assert page.evaluate("document.documentElement.lang") == looks.language
    found = violations(page)
    assert found["passes"] > 10
    assert found["violations"] == []


def violations(page: Page) -> Any:  # noqa: ANN401
    page.evaluate(AXE.read_text())
    page.evaluate(RUN)
    return page.wait_for("window.found")
