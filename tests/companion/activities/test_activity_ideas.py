"""Ideas: the user's own open plans first, then those of the house."""

import re
from typing import Any, get_args

import pytest
from httpx2 import AsyncClient

from app.companion.activities.ideas.curated import CURATED
from app.companion.activities.ideas.rules import Idea, Wish, fits, taking_turns
from app.companion.activities.vocabulary import Area
from app.core.texts import LANGUAGES, Language, texts
from tests.clock import FakeClock

PATH = "/v1/activity-ideas"
ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}
SOUP = Idea("soup", "friends", ("friends", "family"), 90)
PACKAGE = "app.companion.activities.ideas"
LONGEST: dict[Language, int] = {"en": 60, "de": 75}
SCOLDING = {
    "en": r"\b(ex|partner|love[rd]?|him|her|should|must|lazy|forget them)\b",
    "de": r"\b(ex|partner(in)?|liebst|ihn|solltest|musst|faul|vergiss)\b",
}


async def items(me: AsyncClient, **query: object) -> list[dict[str, Any]]:
    answer = await me.get(PATH, params={name: str(value) for name, value in query.items()})
    assert answer.status_code == 200, answer.text
    assert list(answer.json()) == ["items"]
    return list(answer.json()["items"])


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(), True),
        (Wish(area="friends"), True),
        (Wish(area="family"), False),
        (Wish(company="family"), True),
        (Wish(company="alone"), False),
        (Wish(minutes_at_most=90), True),
        (Wish(minutes_at_most=89), False),
        (Wish("friends", "friends", 120), True),
        (Wish("friends", "alone", 120), False),
    ],
)
def test_an_idea_fits_a_wish(wish: Wish, expected: bool) -> None:  # noqa: FBT001
    assert fits(SOUP, wish) is expected


def test_areas_take_turns() -> None:
    ideas = [SOUP._replace(id=name, area="body") for name in "abc"] + [SOUP]

    assert [idea.id for idea in taking_turns(ideas)] == ["soup", "a", "b", "c"]


def test_there_are_sixty_ideas_of_every_area() -> None:
    assert len(CURATED) == 60
    for area in get_args(Area):
        assert 5 <= sum(idea.area == area for idea in CURATED) <= 6, area
    assert {idea.area for idea in CURATED[:11]} == set(get_args(Area))


def test_ids_and_titles_are_unique_and_ids_are_plain() -> None:
    assert len({idea.id for idea in CURATED}) == 60
    for language in LANGUAGES:
        words = texts(PACKAGE, language)
        assert words.keys() == {idea.id for idea in CURATED}
        assert len({each["title"] for each in words.values()}) == 60
    for idea in CURATED:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", idea.id), idea.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("idea", CURATED, ids=lambda idea: idea.id)
def test_an_idea_is_short_concrete_and_about_nobody_in_particular(
    idea: Idea, language: Language
) -> None:
    words = texts(PACKAGE, language)[idea.id]

    assert 10 <= len(words["title"]) <= LONGEST[language]
    assert 20 <= len(words["nudge"]) <= LONGEST[language] + 40
    assert words["nudge"].endswith(".")
    assert not re.search(SCOLDING[language], f"{words['title']} {words['nudge']}".lower())
    assert 10 <= idea.minutes <= 720
    assert idea.company
    assert "person" not in idea.company


def test_a_lonely_evening_has_a_choice() -> None:
    evening = [idea for idea in CURATED if fits(idea, Wish(None, "alone", 60))]

    assert len(evening) >= 25
    assert len({idea.area for idea in evening}) >= 9


async def test_curated_ideas_come_whole_and_in_their_order(me: AsyncClient) -> None:
    found = await items(me)

    assert [idea["id"] for idea in found] == [idea.id for idea in CURATED]
    assert found[0] == {
        "origin": "curated",
        "id": "soup-for-two",
        "title": "Cook a pot of soup and ask somebody over",
        "area": "friends",
        "company": ["friends"],
        "minutes": 90,
        "nudge": (
            "A pot feeds four as easily as one: send the invitation before you start chopping."
        ),
    }


async def test_curated_ideas_come_in_the_users_language(me: AsyncClient) -> None:
    await me.patch("/v1/me", json={"locale": "de-AT"})
    german = await items(me)
    english = (await me.get(PATH, headers={"accept-language": "en"})).json()["items"]

    assert german[0]["title"] == "Koch einen Topf Suppe und lad jemanden dazu ein"
    assert english[0]["title"] == "Cook a pot of soup and ask somebody over"


async def test_own_open_plans_come_first_the_newest_before_the_others(
    me: AsyncClient, clock: FakeClock
) -> None:
    person = (await me.post("/v1/people", json=ALEX)).json()
    for title, change in (
        ("a", {"meant_with_person_id": person["id"]}),
        ("b", {"status": "planned", "planned_on": "2026-03-12"}),
        ("c", {"status": "done"}),
        ("d", {}),
    ):
        clock.pass_by(seconds=1)
        await me.post("/v1/activities", json={"title": title, "area": "mind"} | change)

    found = await items(me)

    assert [idea["title"] for idea in found[:4]] == [
        "d",
        "b",
        "a",
        "Cook a pot of soup and ask somebody over",
    ]
    assert [idea["meant_with_somebody"] for idea in found[:3]] == [False, False, True]
    plan = found[1]
    assert plan == {
        "origin": "own",
        "activity_id": plan["activity_id"],
        "title": "b",
        "area": "mind",
        "status": "planned",
        "planned_on": "2026-03-12",
        "meant_with_somebody": False,
    }
    assert (await me.get(f"/v1/activities/{plan['activity_id']}")).json()["title"] == "b"


async def test_own_plans_are_fifty_at_most_and_ones_own(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    for number in range(51):
        await me.post("/v1/activities", json={"title": str(number), "area": "mind"})

    assert sum(idea["origin"] == "own" for idea in await items(me)) == 50
    assert {idea["origin"] for idea in await items(somebody_else)} == {"curated"}


async def test_area_narrows_everything_the_rest_only_curated_ideas(me: AsyncClient) -> None:
    for area in ("mind", "home"):
        await me.post("/v1/activities", json={"title": area, "area": area})

    home = await items(me, area="home")
    short = await items(me, minutes_at_most=15)
    family = await items(me, company="family", area="money")
    person = await items(me, company="person")

    assert [idea["title"] for idea in home if idea["origin"] == "own"] == ["home"]
    assert {idea["area"] for idea in home} == {"home"}
    assert len(home) == 6
    assert [idea["origin"] for idea in short].count("own") == 2
    assert all(idea["minutes"] <= 15 for idea in short[2:])
    assert len(short) > 4
    assert [idea["id"] for idea in family] == ["cupboard-day"]
    assert [idea["title"] for idea in person] == ["home", "mind"]


@pytest.mark.parametrize(
    "query", [{"area": "love"}, {"company": "nobody"}, {"minutes_at_most": "0"}]
)
async def test_a_filter_that_does_not_fit_is_named(me: AsyncClient, query: dict[str, str]) -> None:
    answer = await me.get(PATH, params=query)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"?{next(iter(query))}"


async def test_the_list_is_not_sent_again_until_a_plan_changes(me: AsyncClient) -> None:
    tag = {"if-none-match": (await me.get(PATH)).headers["etag"]}

    same = await me.get(PATH, headers=tag)
    await me.post("/v1/activities", json={"title": "t", "area": "mind"})
    changed = await me.get(PATH, headers=tag)

    assert (same.status_code, changed.status_code) == (304, 200)
