"""Self-checks over HTTP: the six statements, the score and where it goes."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from app.companion.self_checks.schemas import SelfCheckCreate

URL = "/v1/self-checks"
IDS = (
    *("enjoys_own_company", "bears_silence", "says_what_is_needed"),
    *("needs_reassurance", "drops_own_plans", "looks_for_signs"),
)
MIDDLE = dict.fromkeys(IDS, 5)


async def a_check(client: AsyncClient, day: str, *answers: int) -> dict[str, Any]:
    """Make one at noon; the answers are those of the first statements, 5 for the rest."""
    given = MIDDLE | dict(zip(IDS, answers, strict=False))
    body = {"answers": given, "occurred_at": f"{day}T12:00:00+01:00"}
    answer = await client.post(URL, json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_the_six_statements_are_told_in_the_users_language(me: AsyncClient) -> None:
    english = (await me.get(f"{URL}/statements")).json()
    german = (await me.get(f"{URL}/statements", headers={"accept-language": "de"})).json()
    await me.patch("/v1/me", json={"locale": "de-AT"})
    by_locale = (await me.get(f"{URL}/statements")).json()

    assert [each["id"] for each in english["items"]] == list(IDS)
    assert english["items"][0] == {
        "id": "enjoys_own_company",
        "text": "I can spend an evening by myself and enjoy it.",
        "is_reversed": False,
    }
    assert german["items"][0]["text"].startswith("Ich kann einen Abend allein")
    assert (english["language"], german["language"]) == ("en", "de")
    assert by_locale == german


async def test_a_check_is_kept_with_its_score(me: AsyncClient) -> None:
    answers = dict(zip(IDS, (6, 4, 5, 7, 3, 8), strict=True))

    made = await me.post(URL, json={"answers": answers})

    assert made.status_code == 201
    assert made.json().items() >= {"answers": answers, "score": 4.5, "trend": None}.items()
    assert made.headers["etag"] == f'"r{made.json()["revision"]}"'
    assert (await me.get(f"{URL}/{made.json()['id']}")).json() == made.json()
    assert (await me.get(URL)).json()["items"] == [made.json()]


async def test_the_trend_is_told_beside_the_figures(me: AsyncClient) -> None:
    first = await a_check(me, "2025-12-01", 2)
    second = await a_check(me, "2026-01-10", 8)
    third = await a_check(me, "2026-03-10", 7)

    shown = (await me.get(URL)).json()["items"]

    assert [each["score"] for each in shown] == [5.3, 5.5, 4.5]
    assert first["trend"] is None
    assert second["trend"] == {"since_last": 1.0, "over_90_days": 1.0, "n": 2}
    assert third["trend"] == {"since_last": -0.2, "over_90_days": -0.2, "n": 2}
    assert [each["trend"] for each in shown] == [third["trend"], second["trend"], None]


@pytest.mark.parametrize(("days", "over_90_days", "n"), [(89, -0.5, 2), (90, None, 1)])
async def test_ninety_local_dates_end_with_the_checks_own(
    me: AsyncClient, days: int, over_90_days: float | None, n: int
) -> None:
    await a_check(me, str(date(2026, 3, 10) - timedelta(days=days)), 8)

    check = await a_check(me, "2026-03-10")

    assert check["trend"] == {"since_last": -0.5, "over_90_days": over_90_days, "n": n}


async def test_a_check_that_comes_late_takes_its_place_in_the_trend(me: AsyncClient) -> None:
    newest = await a_check(me, "2026-03-10", 8)
    late = await a_check(me, "2026-03-01", 2)

    shown = (await me.get(f"{URL}/{newest['id']}")).json()

    assert late["trend"] is None
    assert shown["trend"] == {"since_last": 1.0, "over_90_days": 1.0, "n": 2}


async def test_others_checks_are_no_part_of_the_trend(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    await a_check(somebody_else, "2026-03-01", 10)

    assert (await a_check(me, "2026-03-10"))["trend"] is None


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        (MIDDLE | {"bears_silence": 11}, "/answers/bears_silence"),
        (MIDDLE | {"bears_silence": -1}, "/answers/bears_silence"),
        (MIDDLE | {"bears_silence": 2.5}, "/answers/bears_silence"),
        (MIDDLE | {"bears_silence": None}, "/answers/bears_silence"),
        (MIDDLE | {"something_else": 5}, "/answers/something_else"),
        (dict.fromkeys(IDS[1:], 5), "/answers/enjoys_own_company"),
        ([5, 5, 5, 5, 5, 5], "/answers"),
    ],
)
async def test_what_does_not_fit_is_named(me: AsyncClient, answers: object, pointer: str) -> None:
    answer = await me.post(URL, json={"answers": answers})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert (await me.get(URL)).json()["items"] == []


async def test_answers_can_not_be_changed_but_a_check_can_be_deleted(me: AsyncClient) -> None:
    url = f"{URL}/{(await a_check(me, '2026-03-10'))['id']}"

    assert (await me.patch(url, json={"answers": MIDDLE})).status_code == 405
    assert (await me.delete(url, headers={"if-match": '"r0"'})).status_code == 412
    assert (await me.delete(url)).status_code == 204
    assert (await me.get(url)).json()["type"] == "/problems/self-check-not-found"
    assert (await me.delete(url)).status_code == 204


async def test_the_same_check_sent_again_is_kept_once(me: AsyncClient) -> None:
    body = {"id": str(uuid4()), "answers": MIDDLE}

    answers = [await me.post(URL, json=body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()


async def test_a_list_is_paged_and_narrowed_by_dates(me: AsyncClient) -> None:
    for day in ("2026-03-01", "2026-03-02", "2026-03-03"):
        await a_check(me, day)

    first = (await me.get(URL, params={"limit": "2"})).json()
    rest = (await me.get(URL, params={"limit": "2", "cursor": first["next_cursor"]})).json()
    one = (await me.get(URL, params={"from": "2026-03-02", "to": "2026-03-02"})).json()

    dates = [each["local_date"] for each in first["items"] + rest["items"]]
    assert dates == ["2026-03-03", "2026-03-02", "2026-03-01"]
    assert rest["next_cursor"] is None
    assert [each["local_date"] for each in one["items"]] == ["2026-03-02"]


async def test_the_examples_of_the_document_work(me: AsyncClient) -> None:
    for body in SelfCheckCreate.model_json_schema()["examples"]:
        assert (await me.post(URL, json=body)).status_code == 201
