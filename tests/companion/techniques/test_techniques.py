"""Techniques over HTTP: those that everybody has, and one's own."""

from typing import Any, get_args
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from app.companion.urges.techniques.built_in import BUILT_IN
from app.companion.urges.techniques.schemas import TechniqueCreate, TechniqueUpdate
from app.companion.urges.techniques.vocabulary import TechniqueKind
from app.core.texts import LANGUAGES, Language, texts
from tests.clock import FakeClock

URL = "/v1/techniques"
FERNS = {"title": "Repot the ferns", "steps": ["Apron on.", "Driest fern first."]}
BREATHING = "b18d8bd9-199a-481f-b536-4773a82c420f"


async def made(me: AsyncClient, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    answer = await me.post(URL, json=FERNS | changes)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def items(me: AsyncClient, **headers: str) -> list[dict[str, Any]]:
    answer = await me.get(URL, headers={n.replace("_", "-"): v for n, v in headers.items()})
    return list(answer.json()["items"])


async def test_everybody_has_the_same_twelve_in_their_order(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    found = await items(me)

    assert [each["id"] for each in found] == [str(each.id) for each in BUILT_IN]
    assert {each["origin"] for each in found} == {"built_in"}
    assert len(found) == 12
    assert found == await items(somebody_else)
    assert found[0]["id"] == BREATHING


@pytest.mark.parametrize("language", LANGUAGES)
def test_built_in_ones_have_few_short_steps(language: Language) -> None:
    catalogue = texts("app.companion.urges.techniques", language)

    assert {each.name for each in BUILT_IN} == catalogue.keys() - {"because"}
    for each in BUILT_IN:
        assert 4 <= len(catalogue[each.name]["steps"]) <= 7, each.name
        assert all(len(step) <= 120 for step in catalogue[each.name]["steps"]), each.name
    assert {each.kind for each in BUILT_IN} <= set(get_args(TechniqueKind))


async def test_they_come_in_the_users_language(me: AsyncClient) -> None:
    assert (await items(me))[0]["title"] == "Breathe out slowly"
    assert (await items(me, accept_language="de-AT"))[0]["title"] == "Langsam ausatmen"

    await me.patch("/v1/me", json={"locale": "de-DE"})

    assert (await items(me))[0]["title"] == "Langsam ausatmen"
    one = await me.get(f"{URL}/{BREATHING}", headers={"accept-language": "en"})
    assert one.json()["title"] == "Breathe out slowly"


async def test_own_ones_come_first_and_the_newest_before_the_others(
    me: AsyncClient, somebody_else: AsyncClient, clock: FakeClock
) -> None:
    first = await made(me, kind="other", duration_seconds=900)
    clock.pass_by(minutes=1)
    second = await made(me, title="Ring Sam's doorbell")

    found = await items(me)

    assert found[:2] == [second, first]
    assert first.items() >= {"origin": "own", "kind": "other", "duration_seconds": 900}.items()
    assert second.items() >= {"kind": "unknown", "duration_seconds": None}.items()
    assert len(found) == 14
    assert len(await items(somebody_else)) == 12
    assert (await somebody_else.get(f"{URL}/{first['id']}")).status_code == 404


async def test_absent_fields_stay_and_steps_are_replaced_as_a_whole(me: AsyncClient) -> None:
    technique = await made(me, duration_seconds=60)
    change = {"steps": ["Fern."], "duration_seconds": None}

    changed = (await me.patch(f"{URL}/{technique['id']}", json=change)).json()

    assert changed == technique | change | {"revision": technique["revision"] + 1}
    assert (await me.get(f"{URL}/{technique['id']}")).json() == changed


async def test_a_built_in_one_stays_as_it_is(me: AsyncClient) -> None:
    answers = [
        await me.patch(f"{URL}/{BREATHING}", json={"title": "Mine"}),
        await me.delete(f"{URL}/{BREATHING}"),
    ]

    for answer in answers:
        assert answer.status_code == 409
        assert answer.json()["type"] == "/problems/technique-is-built-in"
    assert (await items(me))[0]["title"] == "Breathe out slowly"


async def test_sending_a_create_again_creates_nothing_twice_and_deleted_is_gone(
    me: AsyncClient,
) -> None:
    told = FERNS | {"id": str(uuid4())}

    first, again = [await me.post(URL, json=told) for _ in range(2)]
    other = await me.post(URL, json=told | {"title": "Other"})
    gone = await me.delete(f"{URL}/{told['id']}")

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert again.json() == first.json()
    assert gone.status_code == 204
    assert (await me.post(URL, json=told)).status_code == 410
    assert (await me.patch(f"{URL}/{told['id']}", json={})).status_code == 404


async def test_there_are_at_most_a_hundred_and_a_repeated_create_is_still_answered(
    me: AsyncClient,
) -> None:
    told = FERNS | {"id": str(uuid4())}
    await me.post(URL, json=told)
    for _ in range(99):
        await made(me)

    one_more = await me.post(URL, json=FERNS)

    assert one_more.json()["type"] == "/problems/too-many-techniques"
    assert len(await items(me)) == 112
    assert (await me.post(URL, json=told)).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"title": " "},
        {"title": "x" * 201},
        {"title": None},
        {"steps": []},
        {"steps": ["x"] * 13},
        {"steps": [""]},
        {"steps": ["x" * 501]},
        {"kind": "yoga"},
        {"duration_seconds": 0},
        {"duration_seconds": 86_401},
        {"origin": "built_in"},
    ],
)
async def test_what_does_not_fit_is_named(me: AsyncClient, change: dict[str, Any]) -> None:
    technique = await made(me)

    for answer in (
        await me.post(URL, json=FERNS | change),
        await me.patch(f"{URL}/{technique['id']}", json=change),
    ):
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"].split("/")[1] == next(iter(change))


async def test_examples_work(me: AsyncClient) -> None:
    for body in TechniqueCreate.model_json_schema()["examples"]:
        technique = await made(me, **body)
        for change in TechniqueUpdate.model_json_schema()["examples"]:
            changed = await me.patch(f"{URL}/{technique['id']}", json=change)
            assert changed.status_code == 200, changed.text
