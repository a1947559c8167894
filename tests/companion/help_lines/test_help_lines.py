"""Help lines over HTTP."""

import pytest
from httpx2 import AsyncClient

from app.companion.help_lines.catalogue import countries


async def test_lines_are_those_of_the_country_asked_for(me: AsyncClient) -> None:
    for code, known in countries().items():
        answer = (await me.get("/v1/help-lines", params={"country": code})).json()

        assert answer["country"] == code
        assert answer["emergency"]["numbers"] == known["emergency"]
        names = {line["name"] for line in known["lines"]}
        assert {line["name"] for line in answer["lines"]} == names


async def test_a_country_may_be_in_small_letters(me: AsyncClient) -> None:
    small = await me.get("/v1/help-lines", params={"country": "gb"})

    assert small.json() == (await me.get("/v1/help-lines", params={"country": "GB"})).json()


async def test_without_one_it_is_the_region_of_the_users_locale(me: AsyncClient) -> None:
    nowhere = (await me.get("/v1/help-lines")).json()
    await me.patch("/v1/me", json={"locale": "de-CH"})
    at_home = (await me.get("/v1/help-lines")).json()
    abroad = (await me.get("/v1/help-lines", params={"country": "FR"})).json()

    assert (nowhere["country"], nowhere["lines"]) == (None, [])
    assert (at_home["country"], at_home["lines"][0]["phone"]) == ("CH", "143")
    assert abroad["country"] == "FR"


@pytest.mark.parametrize("query", [{}, {"country": "AQ"}, {"country": "ZZ"}])
async def test_there_is_always_somewhere_to_turn(me: AsyncClient, query: dict[str, str]) -> None:
    answer = (await me.get("/v1/help-lines", params=query)).json()

    assert answer["country"] == query.get("country")
    assert (answer["lines"], answer["emergency"]["numbers"]) == ([], [])
    assert "112" in answer["emergency"]["text"]
    assert len(answer["directories"]) >= 3
    assert all(each["source"] and each["as_of"] for each in answer["directories"])


async def test_its_words_are_in_the_users_language(me: AsyncClient) -> None:
    query, german = {"country": "GB"}, {"accept-language": "de"}

    english = (await me.get("/v1/help-lines", params=query)).json()
    translated = (await me.get("/v1/help-lines", params=query, headers=german)).json()

    assert english["emergency"]["text"] == "If you are in danger right now, call 999 or 112."
    assert translated["emergency"]["text"] == "Wenn du gerade in Gefahr bist, ruf 999 oder 112 an."
    assert translated["note"] != english["note"]
    assert translated["lines"] == english["lines"]


@pytest.mark.parametrize("country", ["", "D", "DEU", "D1", "Germany", "ÄÖ"])
async def test_what_is_no_code_of_a_country_is_refused(me: AsyncClient, country: str) -> None:
    answer = await me.get("/v1/help-lines", params={"country": country})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "?country"


async def test_it_is_not_sent_again_while_nothing_has_changed(me: AsyncClient) -> None:
    first = await me.get("/v1/help-lines?country=DE")
    tag = {"if-none-match": first.headers["etag"]}

    same = await me.get("/v1/help-lines?country=DE", headers=tag)
    other = await me.get("/v1/help-lines?country=DE", headers=tag | {"accept-language": "de"})

    assert (same.status_code, other.status_code) == (304, 200)


async def test_it_needs_a_sign_in(http: AsyncClient) -> None:
    assert (await http.get("/v1/help-lines")).status_code == 401
