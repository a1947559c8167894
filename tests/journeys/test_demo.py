"""`ownorbit demo`: a service that was empty tells of two believable months."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
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
    the_urges_grew_weaker(phone)
    the_attention_came_home(phone)
    they_looked_at_themselves(phone)
    nothing_was_sent(phone)
    the_last_whole_week_is_a_good_one(phone)
    the_home_screen_is_alive(phone)


def test_the_printed_lines_look_around(town: Town, tmp_path: Path) -> None:
    town.clock.show(MONDAY_NIGHT)
    told = demo("--url", town.url).stdout
    lines = "\n".join(re.findall(r"^(?:api=|token=|curl ).*$", told, re.MULTILINE))
    drawing = tmp_path / "mood.png"
    lines = lines.replace("-o mood.png", f"-o {drawing}")
    *lists, home, _ = shell(lines.replace("curl -sS", 'curl -sS -w "\\n"'))

    assert len(lists) == 3
    assert all(answer.startswith('{"items":[{') for answer in lists)
    assert home.startswith('{"local_date":"2026-03-29","counters_shown":true')
    assert drawing.read_bytes().startswith(b"\x89PNG")


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


def the_urges_grew_weaker(phone: Phone) -> None:
    found = phone.get(f"/v1/insights/urges?from={today(phone) - timedelta(days=60)}")
    assert (found["n"], found["sufficient"]) == (25, True)
    ends = {each["outcome"]: each["n"] for each in found["outcomes"]}
    assert ends == {"resisted": 19, "passed": 2, "slipped": 4, "open": 0}
    assert found["helped"] == {"n": 22, "helped": 20, "share": 0.909}
    strong = [each["mean_intensity"] for each in found["buckets"] if each["n"]]
    assert strong[0] > 8
    assert strong[-1] < 4
    urges = everything(phone, "urges")
    assert sum(urge["contact_event_id"] is not None for urge in urges) == 4
    best = phone.get("/v1/urges/toolkit")["techniques"][0]
    assert (best["title"], best["because"]) == ("Walk around the block", "helped you 7 of 7 times")


def the_attention_came_home(phone: Phone) -> None:
    found = phone.get(f"/v1/insights/attention?from={today(phone) - timedelta(days=60)}")
    counts = found["counts"]
    assert (counts["contact"], counts["check"], counts["urge"]) == (5, 2, 21)
    kinds = ("journal_them", "journal_both", "journal_self")
    assert [counts[kind] for kind in kinds] == [3, 3, 9]
    shares = [each["share"] for each in found["buckets"] if each["sufficient"]]
    assert shares[0] < 0.6
    assert shares[-1] > 0.8


def they_looked_at_themselves(phone: Phone) -> None:
    later, earlier = phone.get("/v1/self-checks")["items"]
    assert (earlier["score"], later["score"], later["trend"]["since_last"]) == (1.5, 6, 4.5)
    (check,) = phone.get("/v1/return-checks")["items"]
    assert (check["advice"], check["silence_days"]) == ("set_boundary", 8)
    (evening,) = phone.get("/v1/encounters")["items"]
    assert evening["baseline"]["valence"] < evening["mood_before"] < evening["mood_after"]
    (review,) = phone.get("/v1/reviews")["items"]
    assert (review["kind"], review["decision"]) == ("day_31", "go_on")
    (window,) = phone.get("/v1/space-windows")["items"]
    assert window["weekdays"] == ["monday", "thursday"]
    assert all(each["revoked_at"] is None for each in everything(phone, "milestones"))


def nothing_was_sent(phone: Phone) -> None:
    held, kept, burned = phone.get("/v1/unsent-messages")["items"]
    assert [each["released_as"] for each in (held, kept, burned)] == [None, "kept", "burned"]
    assert (kept["body"] is None, burned["body"]) == (False, None)


def the_last_whole_week_is_a_good_one(phone: Phone) -> None:
    now = today(phone)
    year, week, weekday = (now - timedelta(days=7)).isocalendar()
    last_of_the_cold, monday = now - timedelta(days=13), now - timedelta(days=6 + weekday)
    recap = phone.get(f"/v1/recaps/{year}-W{week:02}")
    assert [each["kept"] for each in recap["streaks"]] == ["all", "all"]
    breathed = 6 if monday == last_of_the_cold else 7
    assert recap["goals"]["met"] == breathed + 1  # friends in the week
    assert recap["activities"] >= 11
    assert recap["mood"]["mean"] > 0.2


def the_home_screen_is_alive(phone: Phone) -> None:
    home = phone.get("/v1/today?counters=true")
    assert sorted(each["days"] for each in home["streaks"]) == [28, 33]
    assert [plan["title"] for plan in home["plans"]] == ["Three songs on the ukulele"]
    assert home["review_due"]["kind"] in {"day_31", "day_56"}
    assert len(home["goals"]) == 2
    assert home["help"] is None


def today(phone: Phone) -> date:
    return date.fromisoformat(phone.get("/v1/today")["local_date"])


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
