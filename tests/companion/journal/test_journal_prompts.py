"""Prompts over HTTP: three a day, or something to do instead."""

from datetime import datetime
from typing import Any, get_args

import pytest
from httpx2 import AsyncClient

from app.companion.journal.prompts import catalogue
from app.companion.journal.vocabulary import Doing
from tests.clock import FakeClock

PROMPTS = "/v1/journal-prompts"
LATE = "2026-03-10T23:00:00+01:00"


async def prompts(me: AsyncClient, **headers: str) -> dict[str, Any]:
    answer = await me.get(PROMPTS, headers=headers)
    assert answer.status_code == 200, answer.text
    assert "etag" not in answer.headers
    return dict(answer.json())


def be_at(clock: FakeClock, moment: str) -> None:
    clock.now = datetime.fromisoformat(moment)


async def write_late(me: AsyncClient, *moments: str, **told: object) -> None:
    for moment in moments:
        entry = {"body": "QUJD", "focus": "them", "occurred_at": moment} | told
        assert (await me.post("/v1/journal-entries", json=entry)).status_code == 201


async def test_a_day_has_three_prompts_of_the_catalogue(me: AsyncClient) -> None:
    answer = await prompts(me)

    assert (answer["local_date"], answer["instead"]) == ("2026-03-10", None)
    assert len(answer["items"]) == 3
    for item in answer["items"]:
        prompt = next(each for each in catalogue.PROMPTS if each.id == item["id"])
        assert item == prompt._asdict() | {"text": catalogue.text_of(prompt, "en")}


async def test_they_change_with_the_users_own_day(me: AsyncClient, clock: FakeClock) -> None:
    first = await prompts(me)
    be_at(clock, "2026-03-11T03:59:59+01:00")
    assert await prompts(me) == first
    be_at(clock, "2026-03-11T04:00:00+01:00")
    then = await prompts(me)

    assert then["local_date"] == "2026-03-11"
    assert not {each["id"] for each in first["items"]} & {each["id"] for each in then["items"]}


async def test_they_come_in_the_language_that_is_wanted(me: AsyncClient) -> None:
    english = await prompts(me)
    german = await prompts(me, **{"accept-language": "de-AT, en;q=0.5"})
    await me.patch("/v1/me", json={"locale": "de-DE"})

    assert await prompts(me) == german
    assert await prompts(me, **{"accept-language": "en"}) == english
    ids = [[item["id"] for item in each["items"]] for each in (english, german)]
    assert ids[0] == ids[1]
    assert english["items"][0]["text"] != german["items"][0]["text"]


async def test_after_three_late_entries_about_them_there_is_something_to_do(
    me: AsyncClient, clock: FakeClock
) -> None:
    be_at(clock, LATE)
    await write_late(me, "2026-03-10T22:00:00+01:00", "2026-03-10T22:20:00+01:00")
    assert len((await prompts(me))["items"]) == 3
    await write_late(me, "2026-03-10T22:40:00+01:00", is_sealed=True)

    answer = await prompts(me)

    assert answer["items"] == []
    assert "Your last three entries" in answer["instead"]["because"]
    assert [each["kind"] for each in answer["instead"]["techniques"]] == list(get_args(Doing))
    assert "PMC4297672" in answer["instead"]["source"]["url"]
    german = await prompts(me, **{"accept-language": "de"})
    assert "Deine letzten drei Einträge" in german["instead"]["because"]
    be_at(clock, "2026-03-11T04:00:00+01:00")
    assert len((await prompts(me))["items"]) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"focus": "both"},
        {"occurred_at": "2026-03-10T21:59:59+01:00"},
        {"time_zone": "Europe/London"},
        {"occurred_at": "2026-03-03T22:30:00+01:00"},
        None,
    ],
    ids=["about both", "earlier", "elsewhere", "long ago", "deleted"],
)
async def test_a_changed_entry_changes_that(
    me: AsyncClient, clock: FakeClock, change: dict[str, str] | None
) -> None:
    be_at(clock, LATE)
    await write_late(me, *(f"2026-03-10T22:{minute}:00+01:00" for minute in (10, 20, 30)))
    assert (await prompts(me))["items"] == []
    newest = (await me.get("/v1/journal-entries")).json()["items"][0]
    url = f"/v1/journal-entries/{newest['id']}"

    answer = await (me.delete(url) if change is None else me.patch(url, json=change))

    assert answer.is_success
    assert len((await prompts(me))["items"]) == 3


async def test_a_newer_entry_about_oneself_ends_it(me: AsyncClient, clock: FakeClock) -> None:
    be_at(clock, LATE)
    await write_late(me, *(f"2026-03-10T22:{minute}:00+01:00" for minute in (10, 20, 30)))
    await write_late(me, "2026-03-10T22:40:00+01:00", focus="self")

    assert len((await prompts(me))["items"]) == 3


async def test_what_somebody_else_writes_is_nothing_to_me(
    me: AsyncClient, somebody_else: AsyncClient, clock: FakeClock
) -> None:
    be_at(clock, LATE)
    await write_late(
        somebody_else, *(f"2026-03-10T22:{minute}:00+01:00" for minute in (11, 12, 13))
    )

    assert (await prompts(somebody_else))["items"] == []
    assert len((await prompts(me))["items"]) == 3
