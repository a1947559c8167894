"""Apple Health's State of Mind and Health Connect's mindfulness: in, out, and in again."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from httpx2 import AsyncClient
from hypothesis import given
from hypothesis import strategies as st

from app.companion.activities.vocabulary import MindfulnessType
from app.companion.moods.vocabulary import Association, MoodKind, MoodLabel
from app.connections.formats.health.mindfulness import details_of, log_of, session_of
from app.connections.formats.health.state_of_mind import mood_of, sample_of
from app.connections.formats.own.values import moment_text
from tests.connections.formats.bringing import bring

Json = dict[str, Any]
EARLY, LATE = datetime(2000, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001
MOMENTS = st.datetimes(EARLY, LATE, timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
OFFSETS = st.sampled_from(["Z", "+01:00", "-05:00", "+05:45", "-03:30", "+14:00", "+00:00:01"])
SAMPLE = {
    "uuid": "6f3c5d1e-2b7a-4c89-9d10-0a1b2c3d4e5f",
    "kind": "momentaryEmotion",
    "date": "2026-03-09T20:30:00.123000Z",
    "timeZone": "America/New_York",
    "valence": -0.42857142857142855,
    "valenceClassification": "slightlyUnpleasant",
    "labels": ["sad", "calm"],
    "associations": ["partner", "selfCare"],
}
SESSION = {
    "metadata": {"id": "0b6e8f3a-77aa-4f53-8a59-1b2c3d4e5f60", "clientRecordVersion": 3},
    "startTime": "2026-03-09T20:30:00.500000Z",
    "startZoneOffset": "+05:45",
    "endTime": "2026-03-09T20:40:01.250000Z",
    "endZoneOffset": "Z",
    "mindfulnessSessionType": "other",
    "title": "Colouring",
    "notes": "Ferns.",
}


@st.composite
def samples(draw: st.DrawFn) -> Json:
    labels = st.lists(st.sampled_from(get_args(MoodLabel)), unique=True)
    associations = st.lists(st.sampled_from(get_args(Association)), unique=True)
    sample = {
        "uuid": str(draw(st.uuids())),
        "kind": draw(st.sampled_from(get_args(MoodKind))),
        "date": moment_text(draw(MOMENTS)),
        "timeZone": draw(st.sampled_from(["Europe/Berlin", "Asia/Kathmandu", "UTC"])),
        "valence": draw(st.floats(-1, 1)),
        "labels": draw(labels),
        "associations": draw(associations),
    }
    return sample | {"valenceClassification": sample_of(as_mood(sample))["valenceClassification"]}


@st.composite
def sessions(draw: st.DrawFn) -> Json:
    start, length = draw(MOMENTS), draw(st.integers(0, 10_000_000))
    return {
        "metadata": {"id": str(draw(st.uuids()))},
        "startTime": moment_text(start),
        "startZoneOffset": draw(st.none() | OFFSETS),
        "endTime": moment_text(start + timedelta(milliseconds=length)),
        "endZoneOffset": draw(st.none() | OFFSETS),
        "mindfulnessSessionType": draw(st.sampled_from(get_args(MindfulnessType))),
        "title": draw(st.none() | st.text(min_size=1)),
        "notes": draw(st.none() | st.text(min_size=1)),
    }


@given(sample=samples())
def test_a_sample_is_the_same_after_it_was_a_mood(sample: Json) -> None:
    assert sample_of(as_mood(sample)) == sample


@given(session=sessions())
def test_a_session_is_the_same_after_it_was_a_log(session: Json) -> None:
    assert session_of(as_log(session), details_kept(session)) == session


@given(session=sessions())
def test_a_session_that_was_changed_here_is_told_as_it_is_now(session: Json) -> None:
    log = as_log(session) | {"duration_seconds": 20_000, "time_zone": "Asia/Tokyo"}
    told = session_of(log, details_kept(session))

    assert told["endTime"] == moment_text(log["occurred_at"] + timedelta(seconds=20_000))
    assert (told["startZoneOffset"], told["endZoneOffset"]) == ("+09:00", "+09:00")


@given(session=sessions())
def test_a_session_made_longer_here_keeps_the_offset_of_its_start_alone(session: Json) -> None:
    log = as_log(session) | {"duration_seconds": 20_000_000, "time_zone": "Asia/Tokyo"}
    told = session_of(log, details_of(session, "Asia/Tokyo"))

    assert told["startZoneOffset"] == session["startZoneOffset"]
    assert told["endZoneOffset"] == "+09:00"


@pytest.mark.parametrize(
    ("kind", "sample", "path"),
    [("state_of_mind", SAMPLE, "moods"), ("mindfulness", SESSION, "activity-logs")],
)
async def test_what_was_brought_is_given_back(
    me: AsyncClient, kind: str, sample: Json, path: str
) -> None:
    done = await bring(me, json.dumps([sample]), kind)
    out = (await me.get("/v1/export", params={"format": kind})).json()
    again = (await bring(me, json.dumps(out), kind))["report"]
    [item] = (await me.get(f"/v1/{path}")).json()["items"]

    assert done["report"]["created"] == 1, done
    assert out == [sample]
    assert (again["created"], again["unchanged"]) == (0, 1)
    assert item["source"] == f"import:{kind}"


@pytest.mark.parametrize("path", [("data", "stateOfMind"), ("stateOfMind",), ("data",)])
async def test_a_list_may_be_within_an_object(me: AsyncClient, path: tuple[str, ...]) -> None:
    file: Any = [SAMPLE]
    for name in reversed(path):
        file = {"heartRate": [{"bpm": 60}], name: file}
    report = (await bring(me, json.dumps(file), "state_of_mind"))["report"]

    assert (report["read"], report["created"]) == (1, 1)


@pytest.mark.parametrize(
    ("kind", "sample", "changes", "reason"),
    [
        ("state_of_mind", SAMPLE, {"valence": 7}, "less_than_equal at /valence"),
        ("state_of_mind", SAMPLE, {"valence": None}, "missing at /valence"),
        ("state_of_mind", SAMPLE, {"labels": ["blue"]}, "literal_error at /labels/0"),
        ("state_of_mind", SAMPLE, {"labels": "sad"}, "list_type at /labels"),
        ("state_of_mind", SAMPLE, {"kind": 1}, "literal_error at /kind"),
        ("state_of_mind", SAMPLE, {"date": "2126-01-01T00:00:00Z"}, "invalid"),
        ("state_of_mind", SAMPLE, {"timeZone": "Mars"}, "time_zone at /time_zone"),
        ("mindfulness", SESSION, {"endTime": "2020-01-01T00:00:00Z"}, "no_sample"),
        ("mindfulness", SESSION, {"startTime": None}, "no_sample"),
        ("mindfulness", SESSION, {"startZoneOffset": "east"}, "no_sample"),
        ("mindfulness", SESSION, {"endZoneOffset": "east"}, "no_sample"),
        ("mindfulness", SESSION, {"endZoneOffset": 3600}, "no_sample"),
        ("mindfulness", SESSION, {"metadata": {"a": "x" * 5000}}, "no_sample"),
        ("mindfulness", SESSION, {"notes": "\0"}, "nul at /note"),
        (
            "mindfulness",
            SESSION,
            {"mindfulnessSessionType": 3},
            "literal_error at /mindfulness_type",
        ),
    ],
)
async def test_a_sample_that_does_not_fit_is_refused_alone(
    me: AsyncClient, kind: str, sample: Json, changes: Json, reason: str
) -> None:
    file = [sample | changes, 7, {}, sample]
    report = (await bring(me, json.dumps(file), kind))["report"]

    assert (report["read"], report["created"], report["refused"]) == (4, 1, 3)
    assert report["refusals"][0] | {"table": ""} == {"place": 1, "table": "", "reason": reason}


async def test_a_session_deleted_here_takes_along_what_was_kept_beside_it(me: AsyncClient) -> None:
    await bring(me, json.dumps([SESSION]), "mindfulness")
    log_id = SESSION["metadata"]["id"]  # type: ignore[index]
    assert (await me.delete(f"/v1/activity-logs/{log_id}")).status_code == 204
    tables = (await me.get("/v1/export")).json()["tables"]

    assert tables["mindfulness_details"] == tables["activity_logs"] == []


def as_mood(sample: Json) -> Json:
    fields = mood_of(sample)
    return fields | {"valence": fields["valence"] + 0.0}


def details_kept(session: Json) -> Json:
    return details_of(session, as_log(session)["time_zone"])


def as_log(session: Json) -> Json:
    missing = dict.fromkeys(("title", "note"))
    return missing | log_of(session, "Europe/Berlin")
