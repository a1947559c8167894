"""`ownorbit demo`: a service that was empty tells of two believable months."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean
from typing import Any

import httpx2
import pytest

from tests.core.service import ROOT, free_port, service
from tests.journeys.phone import ClockFile, Phone

FRIDAY_MORNING = "2026-01-02T09:00:00Z"
MONDAY_NIGHT = "2026-03-30T00:30:00Z"  # half past two in Berlin: the user's Sunday, clocks changed


@dataclass(frozen=True)
class Town:
    url: str
    clock: ClockFile

    def tell(self, moment: str) -> Phone:
        """Run the demo at a moment, and sign in by the recovery code that it prints."""
        self.clock.show(moment)
        done = demo("--url", self.url)
        assert (done.returncode, done.stderr) == (0, "")
        code = re.search(r"^Recovery code: (.+)$", done.stdout, re.MULTILINE)
        assert code is not None
        phone = Phone(self.url)
        phone.sign_in("/v1/auth/recover", recovery_code=code[1])
        return phone


def demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "app.cli", "demo", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def shell(lines: str) -> list[str]:
    done = subprocess.run(["/bin/sh", "-ec", lines], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    clock = ClockFile(tmp_path_factory.mktemp("clock") / "clock")
    clock.show(FRIDAY_MORNING)
    with service(OWNORBIT_CLOCK_FILE=str(clock.path)) as running:
        yield Town(running.url, clock)


@pytest.mark.parametrize("moment", [FRIDAY_MORNING, MONDAY_NIGHT])
def test_the_demo_tells_two_believable_months_whatever_day_it_is(town: Town, moment: str) -> None:
    phone = town.tell(moment)

    assert [each["nickname"] for each in phone.get("/v1/people")["items"]] == ["Pepper", "Comet"]
    the_streaks_had_two_slips(phone)
    the_goals_were_kept_up(phone)
    the_moods_rose_and_fell(phone)
    the_days_were_filled(phone)


def test_the_printed_lines_look_around(town: Town) -> None:
    town.clock.show(MONDAY_NIGHT)
    told = demo("--url", town.url).stdout
    lines = "\n".join(re.findall(r"^(?:api=|token=|curl ).*$", told, re.MULTILINE))
    seen = shell(lines.replace("curl -sS", 'curl -sS -w "\\n"'))

    assert len(seen) == 3
    assert all(answer.startswith('{"items":[{') for answer in seen)


def test_two_runs_tell_the_same_under_two_accounts(town: Town) -> None:
    first, second = town.tell(MONDAY_NIGHT), town.tell(MONDAY_NIGHT)

    assert first.get("/v1/me")["id"] != second.get("/v1/me")["id"]
    mine, theirs = everything(first, "moods"), everything(second, "moods")
    assert [telling(each) for each in mine] == [telling(each) for each in theirs]


def test_without_a_service_it_says_so() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    done = demo("--url", url)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"ownorbit: Nothing answers at {url}.")


def test_what_is_no_address_is_refused() -> None:
    done = demo("--url", "nowhere")

    assert done.returncode == 1
    assert "nowhere is no address of a service" in done.stderr


def the_streaks_had_two_slips(phone: Phone) -> None:
    looking, contact = phone.get("/v1/streaks")["items"]
    assert (contact["kind"], looking["kind"]) == ("no_contact", "no_checking")
    assert (contact["slip_count"], looking["slip_count"]) == (2, 2)
    assert (contact["journey_days"], contact["days_tried"], contact["days_kept"]) == (60, 58, 56)
    assert (contact["current"]["days"], contact["longest"]["days"]) == (28, 28)
    assert (looking["current"]["days"], looking["journey_days"]) == (33, 54)
    events = everything(phone, "contact-events")
    breaking = [event for event in events if any(effect["breaks"] for effect in event["effects"])]
    assert (len(events), len(breaking)) == (15, 4)
    assert {event["reason"] for event in breaking} == {None}
    assert "heard_from" not in {event["kind"] for event in breaking}


def the_goals_were_kept_up(phone: Phone) -> None:
    running, breathing, friends = (each["progress"] for each in phone.get("/v1/goals")["items"])
    assert friends["current_run"] >= 3
    assert friends["longest_run"] >= friends["current_run"]
    assert breathing["current_run"] >= 20
    assert 0.6 < running["target_ratio"] < 1
    excused = "/v1/goals/{}/excused-days".format(phone.get("/v1/goals")["items"][1]["id"])
    assert len(phone.get(excused)["items"]) == 2


def the_moods_rose_and_fell(phone: Phone) -> None:
    moods = everything(phone, "moods")[::-1]
    assert 80 <= len(moods) <= 100
    assert all(one["occurred_at"] <= two["occurred_at"] for one, two in pairwise(moods))
    valences = [mood["valence"] for mood in moods]
    assert mean(valences[:20]) < -0.3
    assert mean(valences[-20:]) > 0.25
    slip = phone.get("/v1/streaks")["items"][1]["last_slip_at"]
    days = [mood for mood in moods if mood["kind"] == "dailyMood"]
    before = [mood["valence"] for mood in days if mood["occurred_at"] < slip]
    after = [mood["valence"] for mood in days if mood["occurred_at"] > slip]
    assert after[0] < mean(before[-4:]) - 0.2
    assert sum(mood["note"] is not None for mood in moods) >= 35


def the_days_were_filled(phone: Phone) -> None:
    logs = everything(phone, "activity-logs")
    assert 75 <= len(logs) <= 110
    assert sum(log["first_time"] for log in logs) == 5
    activities = phone.get("/v1/activities")["items"]
    assert (len(activities), sum(not each["meant_with_person_id"] for each in activities)) == (
        10,
        6,
    )


def everything(phone: Phone, kind: str) -> list[dict[str, Any]]:
    """Read a list by small pages, to its end."""
    items: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = phone.get(f"/v1/{kind}?limit=20{cursor}")
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        cursor = f"&{httpx2.QueryParams(cursor=page['next_cursor'])}"


def telling(mood: dict[str, Any]) -> dict[str, Any]:
    mine = {"id", "recorded_at", "updated_at", "revision"}
    return {name: value for name, value in mood.items() if name not in mine}
