"""Nobody answers for the user, and the pages give nothing away."""

import re
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from app.connections.oauth.pages.browsing import LIFETIME
from app.security import opaque_secrets
from app.security.opaque_secrets import spell
from tests.clock import FakeClock
from tests.connections.oauth.flow import (
    SAME_ORIGIN,
    App,
    Browser,
    a_browser,
    an_app,
    an_email,
    brought_back,
    forms_of,
)
from tests.mailbox import Mailbox
from tests.signing_up import PASSWORD, a_guest, an_account, an_address, client_from, refresh

WRONG = "a canary, not the password"
ALLOWS: Any = {"scope": "moods:read", "span": "day", "decision": "allow"}
ELSEWHERE = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
    {"sec-fetch-site": ""},
    {"sec-fetch-site": "cross-site", "origin": "http://test"},
    {"origin": "https://evil.example"},
    {"origin": "https://test"},
    {"origin": "http://test:8080"},
    {"origin": "http://test.evil.example"},
    {"origin": ""},
]


@pytest.fixture
async def client(app: FastAPI) -> App:
    return await an_app(app)


@pytest.fixture
async def email(app: FastAPI) -> str:
    return await an_email(app)


def is_stale(answer: httpx2.Response) -> bool:
    return answer.status_code == 403 and "set-cookie" not in answer.headers


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
async def test_no_other_site_can_answer(
    app: FastAPI, client: App, email: str, headers: dict[str, str]
) -> None:
    """Not even with the right token."""
    browser = a_browser(app)
    async with browser.http:
        page = await browser.open(client.asks())
        action, hidden = forms_of(page)[0]
        said = hidden | {"email": email, "password": PASSWORD}
        assert is_stale(await browser.http.post(action, data=said, headers=headers))
        page = await browser.sign_in(client.asks(), email)
        for action, hidden in forms_of(page):
            assert is_stale(await browser.http.post(action, data=hidden | ALLOWS, headers=headers))


@pytest.mark.parametrize("token", [None, "", "x", "another browser's", "a stranger's"])
async def test_no_form_counts_without_its_own_token(
    app: FastAPI, client: App, email: str, token: str | None
) -> None:
    browser, other = a_browser(app), a_browser(app)
    async with browser.http, other.http:
        before = forms_of(await browser.open(client.asks()))[0][1]["form_token"]
        page = await browser.sign_in(client.asks(), email)
        theirs = forms_of(await other.sign_in(client.asks(), email))[0][1]["form_token"]
        known = {"another browser's": theirs, "a stranger's": before}
        for action, hidden in forms_of(page):
            said = hidden | ALLOWS | {"form_token": known.get(token or "", token)}
            said = {name: value for name, value in said.items() if value is not None}
            assert is_stale(await browser.http.post(action, data=said, headers=SAME_ORIGIN))


async def test_nobody_is_signed_in_to_another_s_account(
    app: FastAPI, client: App, email: str
) -> None:
    """A form that was made for one browser signs no other one in."""
    attacker, victim = a_browser(app), a_browser(app)
    async with attacker.http, victim.http:
        action, hidden = forms_of(await attacker.open(client.asks()))[0]
        await victim.open(client.asks())
        said = hidden | {"email": email, "password": PASSWORD}
        answer = await victim.http.post(action, data=said, headers=SAME_ORIGIN)

    assert is_stale(answer)


async def test_signing_in_makes_a_new_cookie(app: FastAPI, client: App, email: str) -> None:
    browser = a_browser(app)
    async with browser.http:
        await browser.open(client.asks())
        planted = browser.http.cookies["oo_browser"]
        await browser.sign_in(client.asks(), email)
        signed_in = browser.http.cookies["oo_browser"]

    assert planted.startswith("visitor_")
    assert signed_in.startswith("oo_browser_")
    for cookie in (planted, "visitor_x", signed_in[:-4] + "AAAA", "oo_browser_", "x" * 5000):
        async with client_from(app) as http:
            headers = {"cookie": f"oo_browser={cookie}"}
            page = await http.get("/oauth/authorize", params=client.asks(), headers=headers)
            assert 'type="password"' in page.text


async def test_the_cookie_is_for_these_pages_alone(app: FastAPI, client: App, email: str) -> None:
    browser = a_browser(app)
    page = await browser.open(client.asks())
    answer = await browser.submit(page, email=email, password=PASSWORD)
    await browser.http.aclose()

    kept = answer.headers["set-cookie"]
    assert "HttpOnly" in kept
    assert "Path=/oauth;" in kept
    assert "SameSite=lax" in kept
    assert "Max-Age=900" in kept
    assert "Domain" not in kept
    settings = app.state.settings
    app.state.settings = settings.model_copy(update={"public_url": "https://test"})
    async with client_from(app) as http:
        safe = await http.get("/oauth/authorize", params=client.asks())
    app.state.settings = settings
    assert safe.headers["set-cookie"].startswith("__Secure-oo_browser=")
    assert "Secure" in safe.headers["set-cookie"].split("; ")


async def test_kinds_of_secrets_do_not_mix(app: FastAPI, client: App, email: str) -> None:
    """The cookie opens no resource, and nothing else opens the pages."""
    guest = await a_guest(app)
    browser = a_browser(app)
    async with browser.http:
        await browser.sign_in(client.asks(), email)
        cookie = browser.http.cookies["oo_browser"]
    secret = opaque_secrets.parse("oo_browser", cookie)
    respelled = [spell(kind, secret) for kind in ("oo_refresh", "oo_app_refresh", "oo_code")]
    for text in (cookie, *respelled):
        async with client_from(app) as http:
            headers = {"authorization": f"Bearer {text}", "cookie": f"oo_browser={text}"}
            assert (await http.get("/v1/me", headers=headers)).status_code == 401
        assert (await refresh(app, text)).status_code == 401
    session = opaque_secrets.parse("oo_refresh", guest.refresh_token)
    for text in (guest.access_token, guest.refresh_token, spell("oo_browser", session)):
        async with client_from(app) as http:
            headers = {"authorization": f"Bearer {text}", "cookie": f"oo_browser={text}"}
            page = await http.get("/oauth/authorize", params=client.asks(), headers=headers)
            assert 'type="password"' in page.text
    browser = a_browser(app)
    async with browser.http:
        browser.http.cookies.set("oo_browser", cookie, path="/oauth")
        assert 'name="scope"' in (await browser.open(client.asks())).text


async def test_the_browser_s_session_ends(app: FastAPI, client: App, clock: FakeClock) -> None:
    """After a quarter of an hour, by a new password, in the list of devices, with the account."""
    ends = {
        "a quarter of an hour": None,
        "a new password": ("PUT", "/v1/me/password"),
        "the list of devices": ("DELETE", "/v1/sessions"),
        "the account": ("DELETE", "/v1/me"),
    }
    for name, end in ends.items():
        email = an_address()
        user = await an_account(app, email)
        browser = a_browser(app)
        async with browser.http:
            page = await browser.sign_in(client.asks(), email)
            if end is None:
                clock.pass_by(seconds=LIFETIME.total_seconds())
            else:
                body = {"current_password": PASSWORD, "new_password": "another lantern"}
                json = body if end[0] == "PUT" else None
                assert (await user.client.request(*end, json=json)).is_success
            answer = await browser.submit(page, **ALLOWS)
            assert answer.headers["location"].startswith("/oauth/authorize?"), name
            assert 'type="password"' in (await browser.open(client.asks())).text, name
        await user.client.aclose()


async def test_somebody_else_can_sign_in(app: FastAPI, client: App, email: str) -> None:
    browser = a_browser(app)
    async with browser.http:
        page = await browser.sign_in(client.asks(), email)
        cookie = browser.http.cookies["oo_browser"]
        answer = await browser.submit(page, number=1)
        assert 'type="password"' in (await browser.http.get(answer.headers["location"])).text
    async with client_from(app) as http:
        headers = {"cookie": f"oo_browser={cookie}"}
        page = await http.get("/oauth/authorize", params=client.asks(), headers=headers)
        assert 'type="password"' in page.text


async def test_no_page_can_be_framed_kept_or_scripted(
    app: FastAPI, client: App, email: str
) -> None:
    browser = a_browser(app)
    async with browser.http:
        page = await browser.open(client.asks())
        wrong = await browser.submit(page, email=email, password=WRONG)
        pages = [
            await browser.open(client.asks(client_id="x")),
            page,
            wrong,
            await browser.sign_in(client.asks(), email),
        ]
    for each in pages:
        policy = each.headers["content-security-policy"].split("; ")
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert not [part for part in policy if "script" in part or "unsafe" in part]
        assert each.headers["x-frame-options"] == "DENY"
        assert each.headers["referrer-policy"] == "no-referrer"
        assert each.headers["cache-control"] == "no-store"
        assert "<script" not in each.text
        assert "content-encoding" not in each.headers
    actions = ["form-action" in each.headers["content-security-policy"] for each in pages]
    assert actions == [True, False, False, False]


async def test_what_an_app_calls_itself_is_text(app: FastAPI, email: str) -> None:
    name = "<script>alert(1)</script>\"'{{7*7}}{0}{app.__class__}"
    client = await an_app(app, name=name)
    browser = a_browser(app)
    async with browser.http:
        asked = client.asks(state='"><script>alert(2)</script>')
        page = await browser.sign_in(asked, email)
        answer = await browser.submit(page, decision="decline")

    assert "<script" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert "{{7*7}}{0}{app.__class__}" in page.text
    assert brought_back(answer)["state"] == asked["state"]


async def test_every_answer_to_an_app_names_who_gave_it(
    app: FastAPI, client: App, email: str
) -> None:
    """So that an app which uses several servers can't be mixed up (RFC 9207)."""
    faults: list[dict[str, str | None]] = [
        {"response_type": "token"},
        {"response_type": "code token"},
        {"response_type": None},
        {"response_mode": "fragment"},
        {"scope": "owner"},
        {"scope": "journal:read"},
        {"scope": None},
        {"scope": "offline_access"},
        {"code_challenge": None},
    ]
    browser = a_browser(app)
    async with browser.http:
        page = await browser.sign_in(client.asks(), email)
        answers = [await browser.open(client.asks(**fault)) for fault in faults]
        answers.append(await browser.open(str(httpx2.QueryParams(client.asks()).add("scope", "x"))))
        answers += [await browser.submit(page, decision=each) for each in ("decline", "", "ALLOW")]
        answers.append(await browser.submit(page, **ALLOWS))
    errors = []
    for answer in answers:
        back = brought_back(answer)
        assert back["iss"] == "http://test"
        assert back["state"] == client.asks()["state"]
        errors.append(back.get("error"))

    assert errors == [
        *["unsupported_response_type"] * 2,
        *["invalid_request"] * 2,
        *["invalid_scope"] * 4,
        *["invalid_request"] * 2,
        *["access_denied"] * 3,
        None,
    ]


async def test_the_user_gives_no_more_than_was_asked_for(
    app: FastAPI, client: App, email: str
) -> None:
    browser = a_browser(app)
    async with browser.http:
        page = await browser.sign_in(client.asks(scope="moods:read"), email)
        more = await browser.submit(page, scope="owner", span="day", decision="allow")
        assert more.status_code == 422
        page = await browser.open(client.asks(scope="moods:read offline_access"))
        scopes = ["moods:read", "offline_access"]
        for span in ("", "P100Y", "forever"):
            answer = await browser.submit(page, scope=scopes, span=span, decision="allow")
            assert answer.status_code == 422


async def test_who_may_not_come_back_is_given_no_span(
    app: FastAPI, client: App, email: str
) -> None:
    browser = a_browser(app)
    async with browser.http:
        await browser.sign_in(client.asks(), email)
        for scopes, is_asked in (("moods:read", False), ("moods:read offline_access", True)):
            page = await browser.open(client.asks(scope=scopes))
            assert ('name="span"' in page.text) is is_asked
            assert ("after 15 minutes. Then" in page.text) is not is_asked


async def test_guesses_on_the_page_count_like_others(app: FastAPI, client: App, email: str) -> None:
    browser = a_browser(app)
    async with browser.http:
        page = await browser.open(client.asks())
        answers = [await browser.submit(page, email=email, password=WRONG) for _ in range(11)]
        assert [answer.status_code for answer in answers] == [422] * 10 + [429]
        assert int(answers[-1].headers["retry-after"]) > 0
        assert 'role="alert"' in answers[-1].text
        right = await browser.submit(page, email=email, password=PASSWORD)
        assert right.status_code == 429
        unknown = await browser.submit(page, email=an_address(), password=WRONG)
        assert unknown.text.replace(unknown_email(unknown), email) == answers[0].text


def unknown_email(answer: httpx2.Response) -> str:
    found = re.search(r'value="(jo\.[^"]+)"', answer.text)
    assert found
    return found[1]


async def test_the_owner_is_told_of_a_sign_in_on_the_page(
    app: FastAPI, client: App, email: str, mailbox: Mailbox
) -> None:
    browser = a_browser(app)
    async with browser.http:
        await browser.sign_in(client.asks(), email)

    assert "a web browser" in (await mailbox.newest(email, "new sign-in")).text


async def test_nothing_of_it_is_in_the_log(
    app: FastAPI, client: App, email: str, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = a_browser(app)
    async with browser.http:
        page = await browser.sign_in(client.asks(state="a-canary-of-the-app"), email)
        answer = await browser.submit(page, **ALLOWS)
        cookie = browser.http.cookies["oo_browser"]
        wrong = await browser.submit(
            await a_stranger_s_page(app, client), email=email, password=WRONG
        )
    said = capsys.readouterr()
    output = said.out + said.err

    assert "/oauth/authorize" in output
    assert wrong.status_code == 403
    for secret in (brought_back(answer)["code"], cookie, email, PASSWORD, "canary"):
        assert secret not in output


async def a_stranger_s_page(app: FastAPI, client: App) -> httpx2.Response:
    stranger = a_browser(app)
    async with stranger.http:
        return await stranger.open(client.asks())


async def test_a_guest_signs_in_by_recovery_code_and_gets_the_next_one(
    app: FastAPI, client: App
) -> None:
    guest = await a_guest(app)
    browser = Browser(client_from(app))
    async with browser.http:
        page = await browser.open(client.asks())
        wrong = await browser.submit(page, number=1, recovery_code="guess")
        assert wrong.status_code == 422
        assert "<details open>" in wrong.text
        shown = await browser.submit(page, number=1, recovery_code=guest.recovery_code or "")
        assert shown.status_code == 200
        found = re.search(r"<code>([^<]+)</code>", shown.text)
        assert found
        assert found[1] != guest.recovery_code
        page = await browser.open(client.asks())
        assert "as a guest" in page.text
        assert "code" in brought_back(await browser.submit(page, **ALLOWS))

    body = {"recovery_code": found[1], "device": {"platform": "web"}}
    async with client_from(app) as http:
        again = await http.post("/v1/auth/recover", json=body)
    assert UUID(again.json()["user"]["id"]) == guest.user_id
