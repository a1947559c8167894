"""Return checks over HTTP: what is kept, what is said, and what doesn't fit."""

from typing import Any
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

from app.companion.return_checks.rules import RULES
from app.core.texts import texts
from tests.clock import FakeClock

Body = dict[str, Any]
FINE: Body = {
    "afraid": False,
    "pressured": False,
    "explained": True,
    "need_to_blame": 0,
    "calm": 10,
    "wants": "reconnect",
}
TEXTS = texts("app.companion.return_checks", "en")
GERMAN = {"accept-language": "de-AT"}


async def asked(
    me: AsyncClient, person_id: str, said: Body | None = None, **fields: object
) -> Body:
    body = {"person_id": person_id, "answers": FINE | (said or {}), **fields}
    answer = await me.post("/v1/return-checks", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_a_check_is_kept_as_told(me: AsyncClient, person_id: str) -> None:
    said = FINE | {"need_to_blame": 3, "calm": 8, "wants": "closure"}
    told = {
        "returned_at": "2026-03-09T18:00:00Z",
        "occurred_at": "2026-03-10T02:00:00Z",
        "time_zone": "Europe/London",
    }

    check = await asked(me, person_id, said, **told)

    assert check.items() >= told.items()
    assert check["answers"] == said
    assert check["local_date"] == "2026-03-09"
    assert check["cooling_off_until"] == "2026-03-10T18:00:00Z"
    assert (check["advice"], check["decided_by"], check["silence_days"]) == (
        "stay_open",
        "openness",
        None,
    )
    assert check["help"] is None
    assert not check.keys() & {"afraid", "calm", "returned_on"}
    assert (await me.get(f"/v1/return-checks/{check['id']}")).json() == check
    assert (await me.get("/v1/return-checks")).json()["items"] == [check]


@pytest.mark.parametrize(
    ("said", "advice", "rule", "reasons"),
    [
        ({"afraid": True}, "let_go", "unsafe", ["afraid", "unsafe"]),
        ({"pressured": True}, "let_go", "unsafe", ["pressured", "unsafe"]),
        (
            {"afraid": True, "pressured": True},
            "let_go",
            "unsafe",
            ["afraid", "pressured", "unsafe"],
        ),
        ({"need_to_blame": 7}, "let_go", "need_to_blame", ["need_to_blame"]),
        ({"calm": 3}, "wait", "not_calm", ["not_calm"]),
        ({"wants": "curious"}, "set_boundary", "curiosity", ["curious", "curiosity"]),
        ({"wants": "unclear"}, "set_boundary", "curiosity", ["unclear", "curiosity"]),
        ({}, "stay_open", "openness", ["openness"]),
    ],
)
async def test_an_advice_comes_with_the_reasons_of_its_rule(
    me: AsyncClient, person_id: str, said: Body, advice: str, rule: str, reasons: list[str]
) -> None:
    check = await asked(me, person_id, said)

    assert (check["advice"], check["decided_by"]) == (advice, rule)
    assert check["reasons"] == [TEXTS["reasons"][key] for key in reasons]


async def test_what_nearly_decided_is_told(me: AsyncClient, person_id: str) -> None:
    check = await asked(me, person_id, {"need_to_blame": 5, "calm": 4})

    assert check["nearly"] == [
        {"rule": rule, "text": TEXTS["nearly"][rule]} for rule in ("need_to_blame", "not_calm")
    ]


async def test_cooling_off_counts_from_the_return(me: AsyncClient, person_id: str) -> None:
    came = "2026-03-09T18:00:00Z"

    calm = await asked(me, person_id, returned_at=came)
    not_calm = await asked(me, person_id, {"calm": 0})

    assert calm["cooling_off_until"] == "2026-03-10T18:00:00Z"
    assert not_calm["cooling_off_until"] == "2026-03-13T12:00:00Z"


async def test_fear_comes_with_help_of_the_users_country(me: AsyncClient, person_id: str) -> None:
    nowhere = await asked(me, person_id, {"afraid": True})
    await me.patch("/v1/me", json={"locale": "de-DE"})
    at_home = (await me.get(f"/v1/return-checks/{nowhere['id']}")).json()
    lines = (await me.get("/v1/help-lines")).json()

    assert (nowhere["help"]["country"], nowhere["help"]["lines"]) == (None, [])
    assert len(nowhere["help"]["directories"]) >= 3
    assert at_home["help"]["country"] == "DE"
    assert at_home["help"]["lines"][0]["helps_with"] == ["domestic_violence"]
    assert sorted(map(str, at_home["help"]["lines"])) == sorted(map(str, lines["lines"]))
    assert at_home["reasons"][0].startswith("Du hast gesagt")


async def test_its_words_are_in_the_readers_language(me: AsyncClient, person_id: str) -> None:
    check = await asked(me, person_id, {"need_to_blame": 6})
    german = texts("app.companion.return_checks", "de")

    read = (await me.get(f"/v1/return-checks/{check['id']}", headers=GERMAN)).json()
    listed = (await me.get("/v1/return-checks", headers=GERMAN)).json()["items"][0]
    body = {"person_id": person_id, "answers": FINE}
    made = (await me.post("/v1/return-checks", json=body, headers=GERMAN)).json()

    assert read == listed
    assert read["nearly"][0]["text"] == german["nearly"]["need_to_blame"]
    assert made["reasons"] == [german["reasons"]["openness"]]


def test_every_rule_has_its_words() -> None:
    assert TEXTS["reasons"].keys() == {*RULES, "afraid", "pressured", "curious", "unclear"}
    assert TEXTS["nearly"].keys() == set(RULES) - {"unsafe", "curiosity", "openness"}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"answers": None}, "/answers"),
        ({"answers": {}}, "/answers/afraid"),
        ({"answers": FINE | {"afraid": "perhaps"}}, "/answers/afraid"),
        ({"answers": FINE | {"need_to_blame": 11}}, "/answers/need_to_blame"),
        ({"answers": FINE | {"calm": -1}}, "/answers/calm"),
        ({"answers": FINE | {"calm": None}}, "/answers/calm"),
        ({"answers": FINE | {"wants": "money"}}, "/answers/wants"),
        ({"answers": FINE | {"why": "?"}}, "/answers/why"),
        ({"returned_at": "2026-03-10T12:05:00.001Z"}, "/returned_at"),
        ({"returned_at": "2026-03-10T12:00:00"}, "/returned_at"),
        ({"occurred_at": "2026-03-10T12:05:00.001Z"}, "/occurred_at"),
        ({"time_zone": "Europe/Atlantis"}, "/time_zone"),
        ({"person_id": "Sam"}, "/person_id"),
        ({"person_id": str(uuid4())}, "/person_id"),
        ({"advice": "stay_open"}, "/advice"),
        ({"silence_days": 3}, "/silence_days"),
    ],
)
async def test_what_does_not_fit_is_named_and_nothing_is_kept(
    me: AsyncClient, person_id: str, change: Body, pointer: str
) -> None:
    body = {"person_id": person_id, "answers": FINE} | change

    answer = await me.post("/v1/return-checks", json=body)

    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert (await me.get("/v1/return-checks")).json()["items"] == []


async def test_a_check_is_about_somebody_of_ones_own(
    somebody_else: AsyncClient, person_id: str
) -> None:
    body = {"person_id": person_id, "answers": FINE}

    answer = await somebody_else.post("/v1/return-checks", json=body)

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/unknown-reference")


async def test_a_check_cannot_be_changed_but_deleted(me: AsyncClient, person_id: str) -> None:
    check = await asked(me, person_id)
    url = f"/v1/return-checks/{check['id']}"

    patched = await me.patch(url, json={"answers": FINE})
    bound = await me.delete(url, headers={"if-match": '"r1"'})
    deleted = [await me.delete(url) for _ in range(2)]

    assert (patched.status_code, patched.headers["allow"]) == (405, "DELETE, GET, HEAD")
    assert bound.status_code == 412
    assert [answer.status_code for answer in deleted] == [204, 204]
    assert (await me.get(url)).status_code == 404


async def test_sending_a_create_again_creates_nothing_twice(
    me: AsyncClient, person_id: str, clock: FakeClock
) -> None:
    told = {"person_id": person_id, "answers": FINE, "id": str(uuid4())}

    first = await me.post("/v1/return-checks", json=told)
    clock.pass_by(days=30)
    again = await me.post("/v1/return-checks", json=told)
    other = await me.post("/v1/return-checks", json=told | {"answers": FINE | {"calm": 1}})

    assert [answer.status_code for answer in (first, again, other)] == [201, 200, 409]
    assert again.json() == first.json()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [9, 8]),
        ({"from": "2026-03-09"}, [9]),
        ({"to": "2026-03-08"}, [8]),
        ({"person_id": str(uuid4())}, []),
    ],
)
async def test_a_list_may_be_of_some(
    me: AsyncClient, person_id: str, query: dict[str, str], found: list[int]
) -> None:
    for day in (8, 9):
        await asked(me, person_id, occurred_at=f"2026-03-0{day}T12:00:00Z")

    items = (await me.get("/v1/return-checks", params={"person_id": person_id} | query)).json()

    assert [int(each["local_date"][-2:]) for each in items["items"]] == found
