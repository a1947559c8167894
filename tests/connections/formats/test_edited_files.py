"""Our own export, changed by hand: what can't be is refused, and nothing breaks that is read."""

import json
from typing import Any

import pytest
from fastapi import FastAPI

from tests.connections.formats.bringing import bring, export_of, without
from tests.connections.formats.lives import a_life
from tests.connections.formats.test_health import SESSION
from tests.settling import settled
from tests.signing_up import a_guest

Json = dict[str, Any]
READ = (
    *("people", "streaks", "milestones", "contact-events", "urges", "moods", "journal-entries"),
    *("goals", "activity-logs", "return-checks", "self-checks", "reviews", "today"),
)


@pytest.mark.parametrize(
    ("table", "changes", "reason"),
    [
        ("moods", {"valence": 2}, "less_than_equal at /valence"),
        ("moods", {"valence": "0.5"}, "unreadable at /valence"),
        ("moods", {"labels": ["blue"]}, "literal_error at /labels/0"),
        ("moods", {"time_zone": "Mars/Olympus"}, "unreadable at /time_zone"),
        ("moods", {"occurred_at": "2126-01-01T00:00:00Z"}, "ahead at /occurred_at"),
        ("moods", {"occurred_at": "yesterday"}, "unreadable at /occurred_at"),
        ("moods", {"local_date": "2020-01-01"}, "unreadable at /local_date"),
        ("moods", {"day_starts_at": "23:00"}, "unreadable at /day_starts_at"),
        ("moods", {"note": "n" * 2001}, "string_too_long at /note"),
        ("moods", {"note": "\0"}, "unreadable at /note"),
        ("moods", {"id": None}, "missing at /id"),
        ("moods", {"id": 7}, "unreadable at /id"),
        ("moods", {"energy": 1 << 40}, "unreadable at /energy"),
        ("moods", {"custom_labels": "rain"}, "unreadable at /custom_labels"),
        ("journal_entries", {"body": "n" * 20_001}, "invalid"),
        ("journal_entries", {"body": "no base64", "is_sealed": True}, "invalid"),
        ("unsent_messages", {"body": "n" * 20_001}, "invalid"),
        ("people", {"nickname": "a@b.example"}, None),
        ("streaks", {"ended_on": "2026-03-09"}, "unreadable at /ended_at"),
        ("urges", {"intensity": 11}, "less_than_equal at /intensity"),
        ("self_checks", {"answers": [1, 2]}, "unreadable"),
        ("return_checks", {"decided_by": 99}, "unreadable"),
        ("activity_logs", {"duration_seconds": -1}, "greater_than_equal at /duration_seconds"),
        ("goals", {"area": "elsewhere"}, "literal_error at /area"),
        ("milestones", {"days": 5}, "unreadable at /days"),
        ("milestones", {"days": 0}, "unreadable at /days"),
        ("milestones", {"days": 365}, "unreadable at /id"),
        ("milestones", {"id": "0199e4a2-7c31-7000-8000-000000000001"}, "unreadable at /id"),
        ("return_checks", {"silence_days": -1}, "unreadable at /silence_days"),
        ("contact_events", {"restart_at": "2020-01-01T00:00:00Z"}, "unreadable at /restart_at"),
    ],
)
async def test_a_row_that_does_not_fit_is_refused_alone(
    app: FastAPI, table: str, changes: Json, reason: str | None
) -> None:
    first, second = await a_life(app), await a_guest(app)
    await settled(app, first.user_id)
    exported = await export_of(first)
    exported["tables"][table][0] |= changes
    report = (await bring(second.client, json.dumps(exported)))["report"]

    refused = [each for each in report["refusals"] if each["table"] == table]
    assert refused
    assert reason is None or refused[0]["reason"] == reason
    for path in READ:
        assert (await second.client.get(f"/v1/{path}")).status_code == 200


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        ("streaks", {"started_on": "2020-01-01"}),
        ("contact_events", {"restart_on": "2020-01-01"}),
        ("self_checks", {"score": 999}),
        ("return_checks", {"returned_on": "2020-01-01"}),
        ("return_checks", {"advice": "let_go", "decided_by": 1}),
        ("return_checks", {"nearly": [7, 7]}),
        ("return_checks", {"cooling_off_until": "2199-01-01T00:00:00Z"}),
    ],
)
async def test_what_follows_from_other_columns_is_derived_anew(
    app: FastAPI, table: str, changes: Json
) -> None:
    first, second = await a_life(app), await a_guest(app)
    await settled(app, first.user_id)
    exported = await export_of(first)
    rows = without(exported["tables"][table])
    exported["tables"][table] = [row | changes for row in exported["tables"][table]]
    await bring(second.client, json.dumps(exported))

    assert without((await export_of(second))["tables"][table]) == rows
    for path in READ:
        assert (await second.client.get(f"/v1/{path}")).status_code == 200


@pytest.mark.parametrize(
    "details",
    [
        [],
        {},
        {"endTime": None},
        {"startTime": "2026-03-09T21:30:00+01:00"},
        {"metadata": []},
        {"endZoneOffset": "east"},
        {"startZoneOffset": 7},
        {"timeZone": "Mars"},
        {"timeZone": None},
        {"more": 1},
    ],
)
async def test_details_that_are_none_are_refused_alone(app: FastAPI, details: Any) -> None:  # noqa: ANN401
    first, second = await a_guest(app), await a_guest(app)
    await bring(first.client, json.dumps([SESSION]), "mindfulness")
    exported = await export_of(first)
    [row] = exported["tables"]["mindfulness_details"]
    row["details"] = row["details"] | details if details else details
    report = (await bring(second.client, json.dumps(exported)))["report"]
    [session] = (await second.client.get("/v1/export?format=mindfulness")).json()

    assert [each["table"] for each in report["refusals"]] == ["mindfulness_details"]
    assert session["notes"] == SESSION["notes"]
