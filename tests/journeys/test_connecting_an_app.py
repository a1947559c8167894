"""Somebody lets a program on their device in, by hand, in a real browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest

from tests.connections.oauth.flow import CHALLENGE, VERIFIER
from tests.core.service import Service, service
from tests.journeys.chromium import a_page
from tests.journeys.page import Page
from tests.signing_up import DEVICE, PASSWORD
from tests.waiting import found_at_last

PHONE = (390, 844)
EMAIL = "jo.connects@example.com"


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with service() as running:
        yield running


@pytest.fixture
def page() -> Iterator[Page]:
    with a_page() as page:
        page.resize(*PHONE)
        yield page


def test_a_program_is_let_in_and_gets_what_was_ticked(
    page: Page, running: Service, tmp_path: Path
) -> None:
    with httpx2.Client(base_url=running.url) as me, a_program() as program:
        asked = {
            "response_type": "code",
            "client_id": registered(me),
            "redirect_uri": f"{program.url}/cb",
            "scope": "moods:read goals:read offline_access",
            "state": "7",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        page.go_to(f"{running.url}/oauth/authorize?{urlencode(asked)}")
        page.type_into("#email", EMAIL)
        page.type_into("#password", PASSWORD)
        page.click("form button[type=submit]")
        page.click("input[value='moods:read']")
        page.click("input[value=offline_access]")
        page.click("input[name=span][value=day]")
        page.screenshot(tmp_path / "consent.png")
        page.click("button[value=allow]")
        brought = found_at_last(program.brought)

        assert page.complaints == []
        assert brought["state"] == "7"
        assert brought["iss"] == running.url
        proof = {
            "grant_type": "authorization_code",
            "client_id": asked["client_id"],
            "redirect_uri": asked["redirect_uri"],
            "code": brought["code"],
            "code_verifier": VERIFIER,
        }
        tokens = me.post("/oauth/token", data=proof).json()
        assert tokens["scope"] == "moods:read offline_access"
        headers = {"authorization": f"Bearer {tokens['access_token']}"}
        assert me.get("/v1/moods", headers=headers).status_code == 200
        assert me.get("/v1/goals", headers=headers).status_code == 403


def registered(me: httpx2.Client) -> str:
    """Open an account, and register a program with it."""
    account = {"email": EMAIL, "password": PASSWORD, "time_zone": "Europe/Berlin"}
    answer = me.post("/v1/auth/register", json=account | {"device": DEVICE})
    headers = {"authorization": f"Bearer {answer.json()['access_token']}"}
    said = {"name": "Moodring", "type": "public", "redirect_uris": ["http://127.0.0.1/cb"]}
    made = me.post("/v1/oauth-clients", json=said, headers=headers)
    assert made.is_success, made.text
    return str(made.json()["id"])


class Program:
    """What listens on the device for the browser, and sends it on to another origin."""

    def __init__(self, port: int, paths: list[str]) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._paths = paths

    def brought(self) -> dict[str, str] | None:
        queries = [urlsplit(path).query for path in self._paths if path.startswith("/done?")]
        if not queries:
            return None
        return {name: value for name, (value,) in parse_qs(queries[0]).items()}


@contextmanager
def a_program() -> Iterator[Program]:
    paths: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            if self.path.startswith("/cb?"):
                self.send_response(302)
                onward = self.path.replace("/cb", "/done")
                self.send_header("location", f"http://127.0.0.1:{elsewhere}{onward}")
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"<!doctype html><link rel=icon href=data:,>done")

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with listening(Listener) as elsewhere, listening(Listener) as port:
        yield Program(port, paths)


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
