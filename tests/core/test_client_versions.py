"""Apps that are too old are told so, and reach nothing."""

from collections.abc import AsyncIterator

import pytest
from httpx2 import ASGITransport, AsyncClient
from pydantic import ValidationError

from app.core.client_versions import minimums, parse
from app.core.endpoints import embedded
from app.main import create_app
from app.settings import Settings

MINIMUMS = "ownorbit-ios=1.4.0,ownorbit-android=1.3"


@pytest.fixture
async def nothing_behind() -> AsyncIterator[AsyncClient]:
    """An application that was never started: it has no database, no keys and no clock."""
    settings = Settings(minimum_client_versions=MINIMUMS)
    transport = ASGITransport(app=create_app(settings, embedded(lambda *_: "")))
    async with AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def test_a_client_that_is_too_old_gets_no_further(nothing_behind: AsyncClient) -> None:
    old = {"x-client-version": "ownorbit-ios/1.3.9", "content-length": "262145"}
    answer = await nothing_behind.post("/v1/auth/guest", headers=old)

    assert answer.status_code == 426
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "/problems/client-too-old",
        "title": "This version of the app is too old.",
        "status": 426,
        "detail": "This version of the app is too old: update it to 1.4.0 or newer.",
        "instance": "/v1/auth/guest",
        "request_id": answer.headers["x-request-id"],
        "minimum_version": "1.4.0",
    }
    assert "upgrade" not in answer.headers


@pytest.mark.parametrize(
    ("version", "status"),
    [
        ("ownorbit-ios/1.3.9", 426),
        ("ownorbit-ios/0.99.0", 426),
        ("ownorbit-ios/1.4.0-rc.1", 426),
        ("ownorbit-ios/1.4.0", 404),
        ("ownorbit-ios/1.4.0+build.7", 404),
        ("ownorbit-ios/1.4.1-beta", 404),
        ("ownorbit-ios/1.10.0", 404),
        ("ownorbit-android/1.2.9", 426),
        ("ownorbit-android/1.3.0", 404),
        ("somebody-elses/0.0.1", 404),
        ("ownorbit-ios/1.3", 404),
        ("1.3.9", 404),
        ("", 404),
    ],
)
async def test_the_minimum_is_by_name_and_order(
    nothing_behind: AsyncClient, version: str, status: int
) -> None:
    answer = await nothing_behind.get("/v1/nowhere", headers={"x-client-version": version})

    assert answer.status_code == status


async def test_pages_are_for_everybody(nothing_behind: AsyncClient) -> None:
    """The one that explains the problem, above all."""
    old = {"x-client-version": "ownorbit-ios/1.0.0"}

    for path in ("/problems/client-too-old", "/health/live"):
        assert (await nothing_behind.get(path, headers=old)).status_code == 200


async def test_without_a_minimum_any_version_will_do(http: AsyncClient) -> None:
    old = {"x-client-version": "ownorbit-ios/0.0.1"}

    assert (await http.get("/v1/nowhere", headers=old)).status_code == 404


@pytest.mark.parametrize(
    "setting", ["ownorbit-ios", "ownorbit-ios=", "ownorbit-ios=1", "a=1.0,", "a=1.0;b=1.0", "A=1.0"]
)
def test_a_setting_that_can_not_be_read_is_refused(setting: str) -> None:
    with pytest.raises(ValidationError):
        Settings(minimum_client_versions=setting)


def test_a_setting_is_read() -> None:
    assert minimums(MINIMUMS) == {"ownorbit-ios": (1, 4, 0), "ownorbit-android": (1, 3, 0)}
    assert minimums("") == {}


def test_a_version_is_read_in_full() -> None:
    version = parse("ownorbit-ios/1.4.2-rc.1+7")

    assert version is not None
    assert (version.name, version.numbers, version.is_pre_release) == (
        "ownorbit-ios",
        (1, 4, 2),
        True,
    )
