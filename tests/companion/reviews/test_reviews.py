"""Reviews over HTTP: answers by question, a decision, and when each kind may be made."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from httpx2 import AsyncClient
from sqlalchemy import make_url, text

from app.companion.reviews.schemas import ReviewCreate, ReviewUpdate
from app.core.endpoints import Endpoints
from app.core.engines import engine_for
from tests.clock import FakeClock

URL = "/v1/reviews"
Json = dict[str, Any]


async def a_review(client: AsyncClient, **fields: object) -> Json:
    answer = await client.post(URL, json={"kind": "custom"} | fields)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def a_streak(client: AsyncClient, started_on: str) -> str:
    body = {"kind": "no_contact", "started_at": f"{started_on}T12:00:00+01:00"}
    answer = await client.post("/v1/streaks", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def outcome(client: AsyncClient, kind: str, **fields: object) -> int | str:
    """Try to make one and tell the status, or the problem's name."""
    answer = await client.post(URL, json={"kind": kind} | fields)
    return answer.status_code if answer.is_success else str(answer.json()["type"])


async def test_a_review_is_kept_as_told(me: AsyncClient) -> None:
    told = {
        "kind": "custom",
        "streak_id": await a_streak(me, "2026-02-01"),
        "answers": {"grew": "Ich kletter\u2019 wieder \u2764", "calm": 0, "own_week": 10},
        "decision": "open_to_contact",
        "occurred_at": "2026-03-09T20:00:00Z",
    }

    made = await me.post(URL, json=told)

    assert made.status_code == 201
    assert made.json().items() >= told.items()
    assert made.json()["local_date"] == "2026-03-09"
    assert (await me.get(f"{URL}/{made.json()['id']}")).json() == made.json()
    assert (await me.get(URL)).json()["items"] == [made.json()]


async def test_the_questions_of_each_kind_are_told_in_the_users_language(me: AsyncClient) -> None:
    weekly = (await me.get(f"{URL}/questions", params={"kind": "weekly"})).json()
    german = await me.get(f"{URL}/questions?kind=weekly", headers={"accept-language": "de-CH"})
    custom = (await me.get(f"{URL}/questions")).json()

    assert weekly["items"][0] == {
        "id": "own_week",
        "type": "scale",
        "text": "How much of this week was your own?",
    }
    assert german.json()["items"][0]["text"] == "Wie sehr hat diese Woche dir selbst gehört?"
    assert (custom["kind"], custom["language"], len(custom["items"])) == ("custom", "en", 15)


@pytest.mark.parametrize(
    ("answers", "pointer"),
    [
        ({"own_week": "seven"}, "/answers/own_week"),
        ({"grew": 7}, "/answers/grew"),
        ({"calm": 11}, "/answers/calm"),
        ({"calm": -1}, "/answers/calm"),
        ({"calm": 2.5}, "/answers/calm"),
        ({"calm": True}, "/answers/calm"),
        ({"calm": None}, "/answers/calm"),
        ({"grew": "x" * 2001}, "/answers/grew"),
        ({"grew": " "}, "/answers/grew"),
        ({"grew": ["x"]}, "/answers/grew"),
        ({"he left me": "x"}, "/answers"),
        (["x"], "/answers"),
        (None, "/answers"),
    ],
)
async def test_what_answers_no_question_is_named(
    me: AsyncClient, answers: object, pointer: str
) -> None:
    refused = await me.post(URL, json={"kind": "custom", "answers": answers})

    assert refused.status_code == 422, refused.text
    assert refused.json()["type"] == "/problems/invalid"
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]
    assert "he left me" not in refused.text
    assert (await me.get(URL)).json()["items"] == []


async def test_half_a_character_is_no_text(me: AsyncClient) -> None:
    body = rb'{"kind": "custom", "answers": {"grew": "\ud800"}}'

    refused = await me.post(URL, content=body, headers={"content-type": "application/json"})

    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["pointer"] == "/answers/grew"


async def test_every_misfit_is_named_at_once(me: AsyncClient) -> None:
    answers = {"grew": 1, "calm": "calm", "own_week": 5}

    refused = await me.post(URL, json={"kind": "day_31", "answers": answers})

    pointers = [each["pointer"] for each in refused.json()["errors"]]
    assert pointers == ["/answers/grew", "/answers/calm", "/answers/own_week"]


@pytest.mark.parametrize("kind", ["monthly", None])
async def test_there_are_four_kinds(me: AsyncClient, kind: object) -> None:
    refused = await me.post(URL, json={"kind": kind})

    assert refused.json()["errors"][0]["pointer"] == "/kind"


async def test_a_patch_merges_answer_by_answer(me: AsyncClient) -> None:
    review = await a_review(me, answers={"grew": "a", "calm": 3}, decision="go_on")
    url = f"{URL}/{review['id']}"

    merged = (await me.patch(url, json={"answers": {"calm": None, "to_keep": "b"}})).json()
    cleared = (await me.patch(url, json={"decision": None})).json()

    assert merged["answers"] == {"grew": "a", "to_keep": "b"}
    assert merged["decision"] == "go_on"
    assert cleared["decision"] is None
    assert cleared["answers"] == merged["answers"]
    for change in ({"answers": {"grew": 4}}, {"answers": {"nothing": "x"}}, {"answers": None}):
        refused = await me.patch(url, json=change)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"].startswith("/answers")
    assert (await me.patch(url, json={"kind": "weekly"})).status_code == 422
    assert (await me.patch(url, json={"streak_id": None})).status_code == 422
    assert (await me.get(url)).json() == cleared


async def test_a_change_of_another_version_is_refused(me: AsyncClient) -> None:
    url = f"{URL}/{(await a_review(me))['id']}"

    stale = {"if-match": '"r0"'}
    assert (await me.patch(url, json={}, headers=stale)).status_code == 412
    assert (await me.delete(url, headers=stale)).status_code == 412
    assert (await me.delete(url)).status_code == 204
    assert (await me.get(url)).json()["type"] == "/problems/review-not-found"


async def test_a_weekly_one_is_welcome_once_a_week_after_the_first_whole_week(
    me: AsyncClient, clock: FakeClock
) -> None:
    """The account begins on a Tuesday, the 10th."""
    clock.now = datetime(2026, 3, 22, 22, tzinfo=UTC)  # Sunday, 23:00 in Berlin
    assert await outcome(me, "weekly") == "/problems/review-not-due"
    clock.now = datetime(2026, 3, 23, 2, 59, tzinfo=UTC)  # Monday, 03:59: still Sunday
    assert await outcome(me, "weekly") == "/problems/review-not-due"
    clock.now = datetime(2026, 3, 23, 3, tzinfo=UTC)
    assert await outcome(me, "weekly", answers={"enjoyed": "The lake."}) == 201
    clock.pass_by(days=6)
    assert await outcome(me, "weekly") == "/problems/review-not-due"
    clock.pass_by(days=1)
    assert await outcome(me, "weekly") == 201


async def test_a_week_begins_when_the_users_does(me: AsyncClient, clock: FakeClock) -> None:
    await me.patch("/v1/me", json={"week_starts_on": "sunday"})
    clock.now = datetime(2026, 3, 22, 12, tzinfo=UTC)

    assert await outcome(me, "weekly") == 201


async def test_what_was_answered_offline_counts_on_its_own_date(
    me: AsyncClient, clock: FakeClock
) -> None:
    clock.now = datetime(2026, 3, 31, 12, tzinfo=UTC)
    before, on = "2026-03-22T12:00:00+01:00", "2026-03-29T12:00:00+02:00"

    assert await outcome(me, "weekly", occurred_at=before) == "/problems/review-not-due"
    assert await outcome(me, "weekly", occurred_at=on) == 201
    assert await outcome(me, "weekly", occurred_at=on) == "/problems/review-not-due"
    assert await outcome(me, "weekly") == 201


@pytest.mark.parametrize(("kind", "days"), [("day_31", 31), ("day_56", 56)])
async def test_a_streaks_is_welcome_once_from_its_day_on(
    me: AsyncClient, clock: FakeClock, kind: str, days: int
) -> None:
    streak_id = await a_streak(me, "2026-03-10")
    clock.pass_by(days=days - 1)
    assert await outcome(me, kind, streak_id=streak_id) == "/problems/review-not-due"
    clock.pass_by(days=1)
    assert await outcome(me, kind, streak_id=streak_id) == 201
    clock.pass_by(days=50)
    assert await outcome(me, kind, streak_id=streak_id) == "/problems/review-not-due"


async def test_slips_do_not_put_a_streaks_review_off(me: AsyncClient) -> None:
    streak_id = await a_streak(me, "2026-02-01")
    slip = {"kind": "reached_out", "occurred_at": "2026-03-01T12:00:00+01:00"}
    assert (await me.post("/v1/contact-events", json=slip)).status_code == 201

    assert await outcome(me, "day_31", streak_id=streak_id) == 201


async def test_a_streaks_names_it_and_it_has_not_ended(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    streak_id, foreign = (
        await a_streak(me, "2026-01-01"),
        await a_streak(somebody_else, "2026-01-01"),
    )
    assert await outcome(me, "day_31") == "/problems/invalid"
    assert await outcome(me, "day_31", streak_id=str(uuid4())) == "/problems/unknown-reference"
    assert await outcome(me, "day_31", streak_id=foreign) == "/problems/unknown-reference"

    await me.put(f"/v1/streaks/{streak_id}/ending", json={"outcome": "let_go"})

    assert await outcome(me, "day_31", streak_id=streak_id) == "/problems/review-not-due"
    assert await outcome(me, "custom", streak_id=streak_id) == 201


async def test_sending_a_review_again_gives_it_again_though_it_is_due_no_more(
    me: AsyncClient,
) -> None:
    body = {"id": str(uuid4()), "kind": "day_31", "streak_id": await a_streak(me, "2026-02-01")}

    answers = [await me.post(URL, json=body) for _ in range(2)]
    await me.delete(f"{URL}/{body['id']}")
    gone = await me.post(URL, json=body)

    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert gone.status_code == 410


async def test_a_review_outlives_its_streak(me: AsyncClient) -> None:
    streak_id = await a_streak(me, "2026-02-01")
    review = await a_review(me, streak_id=streak_id, answers={"grew": "a"})

    await me.delete(f"/v1/streaks/{streak_id}")

    left = (await me.get(f"{URL}/{review['id']}")).json()
    assert (left["streak_id"], left["answers"]) == (None, {"grew": "a"})


async def test_answers_are_not_readable_in_the_database(
    me: AsyncClient, endpoints: Endpoints
) -> None:
    await a_review(me, answers={"grew": "canary in the mine"})
    url = make_url(endpoints.app.url).set(username="postgres")
    engine = engine_for(url.render_as_string(hide_password=False), pool_size=1)
    async with engine.connect() as connection:
        rows = (await connection.execute(text("SELECT CAST(r AS text) FROM reviews AS r"))).all()
    await engine.dispose()

    assert rows
    assert not [row for row in rows if b"canary in the mine".hex() in row[0] or "canary" in row[0]]


async def test_a_list_is_narrowed_by_kind_and_dates(me: AsyncClient) -> None:
    streak_id = await a_streak(me, "2026-01-01")
    early = await a_review(me, occurred_at="2026-03-01T12:00:00Z")
    day_31 = await a_review(me, kind="day_31", streak_id=streak_id)

    found = {
        query: [each["id"] for each in (await me.get(f"{URL}?{query}")).json()["items"]]
        for query in ("kind=day_31", "to=2026-03-05", "kind=weekly")
    }

    assert found == {
        "kind=day_31": [day_31["id"]],
        "to=2026-03-05": [early["id"]],
        "kind=weekly": [],
    }


async def test_the_examples_of_the_document_work(me: AsyncClient) -> None:
    for body in ReviewCreate.model_json_schema()["examples"]:
        made = await me.post(URL, json=body)
        assert made.status_code == 201
        for change in ReviewUpdate.model_json_schema()["examples"]:
            assert (await me.patch(f"{URL}/{made.json()['id']}", json=change)).status_code == 200
