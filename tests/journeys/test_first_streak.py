"""From the first start of the app to a lost phone: one true streak, on a real server."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.core.service import service
from tests.journeys.phone import ClockFile, Phone

AUCKLAND, HONOLULU = "Pacific/Auckland", "Pacific/Honolulu"
EMAIL, PASSWORD = "jo@example.org", "a quiet harbour at dusk"


@dataclass(frozen=True)
class Figures:
    """The days of a streak, counted by hand."""

    current: int
    longest: int
    tried: int
    kept: int
    slips: int


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> ClockFile:
    clock = ClockFile(tmp_path_factory.mktemp("clock") / "clock")
    clock.show("2026-03-01T20:00:00Z")  # 9 in the morning of 2 March in Auckland
    return clock


@pytest.fixture(scope="module")
def phone(clock: ClockFile) -> Iterator[Phone]:
    with service(OWNORBIT_CLOCK_FILE=str(clock.path)) as running:
        yield Phone(running.url)


def test_a_life_with_a_first_streak(phone: Phone, clock: ClockFile) -> None:
    recovery_code = phone.sign_in("/v1/auth/guest", time_zone=AUCKLAND)["recovery_code"]
    alex = phone.post("/v1/people", nickname="Alex", relation="ex_partner", phase="apart")
    streak = phone.post("/v1/streaks", kind="no_contact", person_id=alex["id"])
    path = f"/v1/streaks/{streak['id']}"
    assert (streak["started_on"], streak["current"]["days"]) == ("2026-03-02", 0)

    clock.show("2026-03-06T20:00:00Z")  # 7 March, 9 in the morning
    assert figures(phone, path) == Figures(current=5, longest=5, tried=6, kept=6, slips=0)
    assert phone.get(path)["current"]["elapsed_seconds"] == 5 * 86_400

    write_about_the_children(phone, alex, path)
    message = write_out_of_longing(phone, alex, path)
    record_and_delete_a_mistake(phone, alex, path)
    move_to_honolulu(phone, clock, path, message)
    sign_out_everywhere(phone, become_an_account(phone))

    new_phone = Phone(phone.url, name="new phone")
    new_phone.sign_in("/v1/auth/recover", recovery_code=recovery_code)
    assert figures(new_phone, path) == Figures(current=1, longest=5, tried=7, kept=6, slips=1)
    assert new_phone.get("/v1/me")["email"] == EMAIL


def write_about_the_children(phone: Phone, alex: dict[str, Any], path: str) -> None:
    event = contact(phone, alex, "2026-03-06T19:00:00Z", reason="children")

    assert [(effect["breaks"], effect["because"]) for effect in event["effects"]] == [
        (False, "reason-excepted")
    ]
    assert figures(phone, path) == Figures(current=5, longest=5, tried=6, kept=6, slips=0)


def write_out_of_longing(phone: Phone, alex: dict[str, Any], path: str) -> dict[str, Any]:
    event = contact(phone, alex, "2026-03-06T19:30:00Z")

    assert [effect["breaks"] for effect in event["effects"]] == [True]
    assert event["local_date"] == "2026-03-07"
    assert figures(phone, path) == Figures(current=0, longest=5, tried=6, kept=5, slips=1)
    return event


def record_and_delete_a_mistake(phone: Phone, alex: dict[str, Any], path: str) -> None:
    """At 23:00 of the 4th in Auckland: two days, three days, and today."""
    event = contact(phone, alex, "2026-03-04T10:00:00Z")
    assert figures(phone, path) == Figures(current=0, longest=3, tried=6, kept=4, slips=2)
    assert phone.get(f"{path}/explanation?on=2026-03-04")["state"] == "broken"

    assert phone.call("DELETE", f"/v1/contact-events/{event['id']}").status_code == 204
    assert figures(phone, path) == Figures(current=0, longest=5, tried=6, kept=5, slips=1)
    assert phone.get(f"{path}/explanation?on=2026-03-04")["state"] == "kept"


def move_to_honolulu(phone: Phone, clock: ClockFile, path: str, message: dict[str, Any]) -> None:
    """It is 6 March there, but the user's 7th has begun: it waits for them."""
    moved = phone.call("PATCH", "/v1/me", {"time_zone": HONOLULU})
    assert moved.json()["time_zone"] == HONOLULU
    assert phone.get(path)["journey_days"] == 5
    event = phone.get(f"/v1/contact-events/{message['id']}")
    assert (event["local_date"], event["time_zone"]) == ("2026-03-07", AUCKLAND)

    clock.show("2026-03-07T20:00:00Z")  # 10 in the morning of the 7th in Honolulu
    assert figures(phone, path) == Figures(current=0, longest=5, tried=6, kept=5, slips=1)
    clock.show("2026-03-08T20:00:00Z")
    assert figures(phone, path) == Figures(current=1, longest=5, tried=7, kept=6, slips=1)


def become_an_account(phone: Phone) -> Phone:
    answer = phone.call("PUT", "/v1/me/email", {"email": EMAIL, "password": PASSWORD})
    assert answer.is_success, answer.text
    assert phone.get("/v1/me")["email_verified"] is True
    second = Phone(phone.url, name="tablet")
    second.sign_in("/v1/auth/login", email=EMAIL, password=PASSWORD)
    sessions = phone.get("/v1/sessions")["items"]
    assert sorted(session["device"]["name"] for session in sessions) == ["phone", "tablet"]
    return second


def sign_out_everywhere(phone: Phone, second: Phone) -> None:
    assert second.get("/v1/people")["items"][0]["nickname"] == "Alex"
    assert phone.call("DELETE", "/v1/sessions").status_code == 204
    for device in (phone, second):
        assert device.call("GET", "/v1/people").status_code == 401


def contact(phone: Phone, person: dict[str, Any], at: str, **more: str) -> dict[str, Any]:
    event = {"kind": "reached_out", "channel": "message", "person_id": person["id"]}
    return phone.post("/v1/contact-events", occurred_at=at, **event, **more)


def figures(phone: Phone, path: str) -> Figures:
    streak = phone.get(path)
    return Figures(
        current=streak["current"]["days"],
        longest=streak["longest"]["days"],
        tried=streak["days_tried"],
        kept=streak["days_kept"],
        slips=streak["slip_count"],
    )
