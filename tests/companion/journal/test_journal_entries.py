"""The journal over HTTP; what every entry can do is in test_entries.py, words in long texts."""

from typing import Any, get_args
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from app.companion.journal.prompts import catalogue
from app.companion.journal.vocabulary import Focus

JOURNAL = "/v1/journal-entries"
SLEPT = {"body": "Slept.", "focus": "self"}


async def a_mood(me: AsyncClient) -> str:
    mood = await me.post("/v1/moods", json={"kind": "dailyMood", "valence": 0.5})
    return str(mood.json()["id"])


async def an_entry(me: AsyncClient, **told: Any) -> dict[str, Any]:  # noqa: ANN401
    answer = await me.post(JOURNAL, json=SLEPT | told)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_an_entry_is_kept_as_told(me: AsyncClient) -> None:
    told = {
        "body": "Slept until ten. \u2764",
        "is_sealed": False,
        "focus": "both",
        "prompt_id": "slept-well",
        "mood_id": await a_mood(me),
        "occurred_at": "2026-03-09T23:00:00Z",
        "time_zone": "Asia/Tokyo",
    }

    entry = await an_entry(me, **told)

    assert entry.items() >= told.items()
    assert (await me.get(f"{JOURNAL}/{entry['id']}")).json() == entry


async def test_every_prompt_can_be_named(me: AsyncClient) -> None:
    entry = await an_entry(me)
    for prompt_id in sorted(catalogue.IDS):
        changed = await me.patch(f"{JOURNAL}/{entry['id']}", json={"prompt_id": prompt_id})
        assert changed.json()["prompt_id"] == prompt_id


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"focus": "me"}, "/focus"),
        ({"focus": None}, "/focus"),
        ({"prompt_id": "never-was"}, "/prompt_id"),
        ({"prompt_id": ""}, "/prompt_id"),
        ({"prompt_id": "slept\0well"}, "/prompt_id"),
        ({"prompt_id": "x" * 41}, "/prompt_id"),
        ({"prompt_id": 7}, "/prompt_id"),
        ({"mood_id": "00000000-0000-4000-8000-000000000000"}, "/mood_id"),
        ({"mood_id": "sad"}, "/mood_id"),
    ],
)
async def test_what_does_not_fit_is_named(
    me: AsyncClient, change: dict[str, Any], pointer: str
) -> None:
    entry = await an_entry(me)

    answers = [
        await me.post(JOURNAL, json=SLEPT | change),
        await me.patch(f"{JOURNAL}/{entry['id']}", json=change),
    ]

    for answer in answers:
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]
    assert (await me.get(JOURNAL)).json()["items"] == [entry]


async def test_a_focus_has_to_be_told(me: AsyncClient) -> None:
    answer = await me.post(JOURNAL, json={"body": "Slept."})

    assert answer.json()["errors"][0]["pointer"] == "/focus"


async def test_somebody_elses_mood_is_like_none(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    answer = await me.post(JOURNAL, json=SLEPT | {"mood_id": await a_mood(somebody_else)})

    assert answer.json()["type"] == "/problems/unknown-reference"


async def test_absent_fields_stay_and_null_clears(me: AsyncClient) -> None:
    entry = await an_entry(me, mood_id=await a_mood(me), prompt_id="slept-well")
    change = {"mood_id": None, "prompt_id": None}

    changed = (await me.patch(f"{JOURNAL}/{entry['id']}", json=change)).json()

    assert changed == entry | change | {"revision": changed["revision"]}


async def test_an_entry_outlives_its_mood(me: AsyncClient) -> None:
    mood = await a_mood(me)
    entry = await an_entry(me, mood_id=mood)

    await me.delete(f"/v1/moods/{mood}")
    found = (await me.get(f"{JOURNAL}/{entry['id']}")).json()

    assert (found["body"], found["mood_id"]) == ("Slept.", None)


async def test_a_list_may_be_of_one_focus(me: AsyncClient) -> None:
    for focus in get_args(Focus):
        await an_entry(me, focus=focus)
        await an_entry(me, focus=focus, occurred_at="2026-03-08T12:00:00Z")

    for focus in get_args(Focus):
        query = {"focus": focus, "from": "2026-03-09"}
        found = (await me.get(JOURNAL, params=query)).json()["items"]
        assert [entry["focus"] for entry in found] == [focus]
    assert (await me.get(JOURNAL, params={"focus": "us"})).status_code == 422


async def test_a_create_that_comes_again_may_name_a_prompt_that_is_gone(
    me: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"id": str(uuid4()), "prompt_id": "slept-well"}
    entry = await an_entry(me, **told)
    monkeypatch.setattr(catalogue, "IDS", catalogue.IDS - {"slept-well"})

    again = await me.post(JOURNAL, json=SLEPT | told)
    anew = await me.post(JOURNAL, json=SLEPT | {"prompt_id": "slept-well"})

    assert (again.status_code, again.json()) == (200, entry)
    assert anew.status_code == 422
