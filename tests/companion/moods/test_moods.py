"""Check-ins over HTTP; what every entry can do is in test_entries.py and test_entry_dates.py."""

import re
from typing import Any, get_args

import pytest
from httpx2 import AsyncClient
from sqlalchemy import make_url, text

from app.companion.moods.vocabulary import Association, MoodKind, MoodLabel
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from tests.conftest import url_of

NOW = {"kind": "momentaryEmotion", "valence": 0}
APPLES_LABELS = re.findall(
    r"\w+",
    """
amazed amused angry annoyed anxious ashamed brave calm confident content disappointed discouraged
disgusted drained embarrassed excited frustrated grateful guilty happy hopeful hopeless indifferent
irritated jealous joyful lonely overwhelmed passionate peaceful proud relieved sad satisfied scared
stressed surprised worried
""",
)
APPLES_ASSOCIATIONS = re.findall(
    r"\w+",
    """
community currentEvents dating education family fitness friends health hobbies identity money
partner selfCare spirituality tasks travel weather work
""",
)


def test_the_words_are_apples() -> None:
    assert get_args(MoodLabel) == tuple(APPLES_LABELS)
    assert get_args(Association) == tuple(APPLES_ASSOCIATIONS)
    assert get_args(MoodKind) == ("momentaryEmotion", "dailyMood")


async def test_a_mood_is_kept_as_told(me: AsyncClient) -> None:
    told = {
        "kind": "dailyMood",
        "valence": -0.123456789012345,
        "labels": ["sad", "brave"],
        "associations": ["weather", "currentEvents"],
        "custom_labels": ["homesick", "w\u00fctend \u2764"],
        "occurred_at": "2026-03-09T20:00:00Z",
        "time_zone": "Asia/Tokyo",
        "energy": 0,
        "longing": 10,
        "loneliness": 5,
        "note": "Rain.",
    }

    created = await me.post("/v1/moods", json=told)

    assert created.status_code == 201
    assert created.json().items() >= told.items()
    assert created.json()["valence_classification"] == "neutral"
    assert (await me.get(f"/v1/moods/{created.json()['id']}")).json() == created.json()
    assert (await me.get("/v1/moods")).json()["items"] == [created.json()]


async def test_every_word_of_the_vocabularies_is_taken(me: AsyncClient) -> None:
    told = {"labels": APPLES_LABELS, "associations": APPLES_ASSOCIATIONS[::-1]}
    for kind in get_args(MoodKind):
        answer = await me.post("/v1/moods", json=NOW | told | {"kind": kind})

        assert answer.status_code == 201
        assert answer.json().items() >= told.items()


async def test_a_word_said_twice_is_kept_once_in_its_first_place(me: AsyncClient) -> None:
    told = {
        "labels": ["sad", "calm", "sad"],
        "associations": ["work", "work"],
        "custom_labels": ["b", " b ", "a"],
    }

    mood = (await me.post("/v1/moods", json=NOW | told)).json()

    assert mood["labels"] == ["sad", "calm"]
    assert mood["associations"] == ["work"]
    assert mood["custom_labels"] == ["b", "a"]


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "weeklyMood"},
        {"kind": None},
        {"valence": 1.0000001},
        {"valence": -1.0000001},
        {"valence": None},
        {"labels": ["Sad"]},
        {"labels": None},
        {"associations": ["pets"]},
        {"custom_labels": ["x" * 41]},
        {"custom_labels": [" "]},
        {"custom_labels": [str(number) for number in range(21)]},
        {"energy": 11},
        {"longing": -1},
        {"loneliness": 2.5},
        {"note": "x" * 2001},
        {"local_date": "2026-03-09"},
        {"day_starts_at": "00:00"},
        {"valence_classification": "neutral"},
    ],
)
async def test_what_does_not_fit_is_named(me: AsyncClient, change: dict[str, Any]) -> None:
    mood = (await me.post("/v1/moods", json=NOW)).json()

    answers = [
        await me.post("/v1/moods", json=NOW | change),
        await me.patch(f"/v1/moods/{mood['id']}", json=change),
    ]

    for answer in answers:
        assert answer.status_code == 422, answer.text
        pointer = answer.json()["errors"][0]["pointer"]
        assert pointer.split("/")[1] == next(iter(change))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
async def test_a_valence_is_a_number_of_json(me: AsyncClient, number: str) -> None:
    body = f'{{"kind": "dailyMood", "valence": {number}}}'.encode()

    answer = await me.post("/v1/moods", content=body, headers={"content-type": "application/json"})

    assert answer.status_code in {400, 422}


@pytest.mark.parametrize(("said", "kept"), [("-0.0", "0.0"), ("-1", "-1.0"), ("1e0", "1.0")])
async def test_a_valence_is_kept_to_its_ends_and_zero_has_no_sign(
    me: AsyncClient, said: str, kept: str
) -> None:
    body = f'{{"kind": "dailyMood", "valence": {said}}}'.encode()

    answer = await me.post("/v1/moods", content=body, headers={"content-type": "application/json"})

    assert f'"valence":{kept},' in answer.text


async def test_absent_fields_stay_and_null_clears(me: AsyncClient) -> None:
    told = NOW | {"labels": ["sad"], "custom_labels": ["c"], "energy": 3, "note": "n"}
    mood = (await me.post("/v1/moods", json=told)).json()
    change = {"valence": 0.9, "labels": [], "energy": None, "note": None}

    changed = (await me.patch(f"/v1/moods/{mood['id']}", json=change)).json()

    assert changed == mood | change | {
        "valence_classification": "veryPleasant",
        "revision": mood["revision"] + 1,
    }


async def test_own_words_are_replaced_as_a_whole(me: AsyncClient) -> None:
    mood = (await me.post("/v1/moods", json=NOW | {"custom_labels": ["a", "b"]})).json()

    for words in (["c"], []):
        changed = await me.patch(f"/v1/moods/{mood['id']}", json={"custom_labels": words})
        assert changed.json()["custom_labels"] == words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "dailyMood"}, ["c"]),
        ({"kind": "momentaryEmotion"}, ["b", "a"]),
        ({"label": "sad"}, ["c", "b"]),
        ({"label": "sad", "kind": "momentaryEmotion"}, ["b"]),
        ({"label": "calm", "to": "2026-03-08"}, []),
        ({"label": "proud"}, []),
    ],
)
async def test_a_list_may_be_of_one_kind_or_label(
    me: AsyncClient, query: dict[str, str], found: list[str]
) -> None:
    moods: dict[str, dict[str, Any]] = {
        "a": {"labels": ["calm"]},
        "b": {"labels": ["calm", "sad"]},
        "c": {"labels": ["sad"], "kind": "dailyMood"},
    }
    for minute, (note, mood) in enumerate(moods.items()):
        moment = {"occurred_at": f"2026-03-09T12:0{minute}:00Z", "note": note}
        await me.post("/v1/moods", json=NOW | mood | moment)

    items = (await me.get("/v1/moods", params=query)).json()["items"]

    assert [mood["note"] for mood in items] == found


@pytest.mark.parametrize("query", [{"kind": "mood"}, {"label": "Sad"}, {"from": "today"}])
async def test_a_filter_that_does_not_fit_is_named(me: AsyncClient, query: dict[str, str]) -> None:
    answer = await me.get("/v1/moods", params=query)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"?{next(iter(query))}"


async def test_own_words_and_notes_are_sealed(me: AsyncClient, endpoints: Endpoints) -> None:
    told = {"custom_labels": ["saudade"], "note": "under the bridge"}
    mood = (await me.post("/v1/moods", json=NOW | told)).json()

    database = make_url(endpoints.app.url).database or ""
    engine = engine_for(url_of(database, "postgres"), pool_size=1)
    async with engine.connect() as connection:
        query = "SELECT custom_labels, note FROM moods WHERE id = :id"
        row = (await connection.execute(text(query), {"id": mood["id"]})).one()
    await engine.dispose()

    assert b"saudade" not in row.custom_labels
    assert b"bridge" not in row.note
