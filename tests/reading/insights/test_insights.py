"""What every insight answers."""

from typing import get_args

import pytest
from httpx2 import AsyncClient

from app.reading.insights.vocabulary import Kind

each_kind = pytest.mark.parametrize("kind", get_args(Kind))


@each_kind
async def test_nothing_yet_is_a_normal_answer(me: AsyncClient, kind: str) -> None:
    answer = await me.get(f"/v1/insights/{kind}")

    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["n"], found["sufficient"]) == (0, False)
    assert (found["from"], found["to"], found["bucket"]) == ("2026-01-14", "2026-03-10", "week")
    assert found["alt"].endswith("not enough yet for a picture.")


@pytest.mark.parametrize(
    ("query", "starts"),
    [
        ("from=2026-03-01&to=2026-03-10&bucket=week", ["2026-03-01", "2026-03-02", "2026-03-09"]),
        ("from=2026-03-01&to=2026-03-03&bucket=day", ["2026-03-01", "2026-03-02", "2026-03-03"]),
        ("from=2026-01-31&to=2026-03-01&bucket=month", ["2026-01-31", "2026-02-01", "2026-03-01"]),
    ],
)
async def test_a_window_falls_into_buckets(me: AsyncClient, query: str, starts: list[str]) -> None:
    found = (await me.get(f"/v1/insights/mood?{query}")).json()

    assert [each["from"] for each in found["buckets"]] == starts
    assert found["buckets"][-1]["to"] == found["to"]


async def test_weeks_start_as_the_users_do(me: AsyncClient) -> None:
    await me.patch("/v1/me", json={"week_starts_on": "sunday"})
    await me.post("/v1/moods", json={"kind": "dailyMood", "valence": 0.5})

    found = (await me.get("/v1/insights/mood?from=2026-03-04&to=2026-03-10")).json()

    assert [(each["from"], each["n"]) for each in found["buckets"]] == [
        ("2026-03-04", 0),
        ("2026-03-08", 1),
    ]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("from=2026-03-10&to=2026-03-09", "?from"),
        ("from=2025-03-09&to=2026-03-10&bucket=day", "?from"),
        ("from=2016-03-02&to=2026-03-10&bucket=month", "?from"),
        ("to=1800-01-01", "?to"),
        ("bucket=year", "?bucket"),
        ("theme=red", "?theme"),
    ],
)
async def test_a_window_that_is_none_is_refused(me: AsyncClient, query: str, pointer: str) -> None:
    answer = await me.get(f"/v1/insights/mood?{query}")

    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


async def test_the_longest_windows_are_answered(me: AsyncClient) -> None:
    for query in ("from=2025-03-10&bucket=day", "from=2016-03-03&bucket=month"):
        assert (await me.get(f"/v1/insights/growth?{query}")).status_code == 200


async def test_an_insight_speaks_german_to_whoever_does(me: AsyncClient) -> None:
    german = {"accept-language": "de"}

    found = (await me.get("/v1/insights/attention", headers=german)).json()

    assert found["title"] == "Wohin deine Aufmerksamkeit geht"
