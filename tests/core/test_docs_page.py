"""The page at /docs and its files: our own, unchanged, kept by caches, nothing from elsewhere."""

import gzip
import re
from hashlib import sha256

import pytest
from httpx2 import AsyncClient

from app.accounts.auth.described import ways_in
from app.accounts.auth.scopes import OWNER, THIRD_PARTY
from app.accounts.grants.built_in import DOCS_PAGE
from app.core.docs_page.editions import ASSETS, SERVED, edition

VENDORED = ASSETS / "swagger-ui"
LIST = VENDORED / "VENDORED.txt"
OURS = ("page.html", "page.css", "init.js", "oauth2-redirect.html", "oauth2-redirect.js")
each_file = pytest.mark.parametrize("name", SERVED)


def test_every_vendored_file_is_as_published() -> None:
    lines = LIST.read_text().splitlines()
    sums = {line[66:]: line[:64] for line in lines if line[64:66] == "  "}
    files = [file for file in VENDORED.iterdir() if file != LIST]

    assert sums == {file.name: sha256(file.read_bytes()).hexdigest() for file in files}
    assert {"LICENSE", "NOTICE"} <= sums.keys()


@pytest.mark.parametrize("name", [*OURS, "swagger-ui/VENDORED.txt"])
def test_our_own_files_name_no_other_server(name: str) -> None:
    assert not re.search(r"//[\w-]+\.", (ASSETS / name).read_text())


async def test_the_page_runs_only_our_scripts(http: AsyncClient) -> None:
    page = await http.get("/docs")

    assert page.status_code == 200
    assert page.headers["cache-control"] == "private, no-cache"
    policy = page.headers["content-security-policy"].split("; ")
    assert policy == [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert re.findall(r"<script(?! src=)|<style|\son\w+=", page.text) == []


async def test_everything_the_page_names_is_there(http: AsyncClient) -> None:
    paths = [
        str(page.url.join(found))
        for page in [await http.get("/docs"), await http.get("/docs/oauth2-redirect")]
        for found in re.findall(r'(?:src|href)="([^"]+)"', page.text)
    ]

    assert len(paths) == len(SERVED) + 1
    for path in paths:
        assert (await http.get(path)).status_code == 200, path


async def test_the_way_back_from_signing_in_runs_one_script_and_is_kept_nowhere(
    http: AsyncClient,
) -> None:
    page = await http.get("/docs/oauth2-redirect?code=spent&state=s")

    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["content-security-policy"].split("; ") == [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert re.findall(r"<script(?! src=)|<style|\son\w+=", page.text) == []
    assert "spent" not in page.text


def test_the_page_is_the_client_that_is_built_in() -> None:
    assert f'clientId: "{DOCS_PAGE}"' in (ASSETS / "init.js").read_text()


def test_every_scope_is_said_in_a_sentence() -> None:
    (scheme,) = ways_in("https://orbit.example").values()
    scopes = scheme["flows"]["authorizationCode"]["scopes"]

    assert list(scopes) == [OWNER, *THIRD_PARTY]
    assert all(text[0].isupper() and text.endswith(".") for text in scopes.values())


@each_file
async def test_files_may_be_kept_for_ever(http: AsyncClient, name: str) -> None:
    answer = await http.get(f"/docs/{edition()}/{name}")

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith(SERVED[name])


@each_file
async def test_files_are_compressed_for_who_asks(http: AsyncClient, name: str) -> None:
    path = f"/docs/{edition()}/{name}"

    plain = await http.get(path, headers={"accept-encoding": "identity"})
    async with http.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        raw = b"".join([chunk async for chunk in answer.aiter_raw()])

    assert "content-encoding" not in plain.headers
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content


async def test_another_edition_or_file_is_not_there(http: AsyncClient) -> None:
    for path in ("/docs/0/init.js", f"/docs/{edition()}/LICENSE", f"/docs/{edition()}/page.html"):
        assert (await http.get(path)).status_code == 404, path
