"""People over HTTP; with them, what every record of the contract can do."""

from typing import Any
from uuid import uuid4

import pytest
from httpx2 import AsyncClient

import app.every_table  # noqa: F401
from app.companion.people.router import delete_person
from app.core.tables import Base
from tests.clock import FakeClock

ALEX = {"nickname": "Alex", "relation": "ex_partner", "phase": "apart"}


async def test_a_person_is_kept_as_told(me: AsyncClient) -> None:
    told = ALEX | {"phase_since": "2026-02-01", "note": "We agreed on silence. \u2764"}

    created = await me.post("/v1/people", json=told)
    read = await me.get(f"/v1/people/{created.json()['id']}")

    assert created.status_code == 201
    assert read.json() == created.json()
    assert created.json().items() >= told.items()
    assert created.json()["recorded_at"] == "2026-03-10T12:00:00Z"
    assert created.json()["source"] == "first_party"


@pytest.mark.parametrize(
    "nickname",
    [
        "+49 170 1234567",
        "0170/1234567",
        "call 555-123-4567 now",
        "alex@example.org",
        "@alex",
        "Alex @alex_99",
        "https://example.org/alex",
        "www.example.org",
        "",
        "   ",
        "A" * 81,
    ],
)
async def test_a_nickname_leads_to_nobody(me: AsyncClient, nickname: str) -> None:
    answer = await me.post("/v1/people", json=ALEX | {"nickname": nickname})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/nickname"
    assert nickname.strip() not in answer.text or not nickname.strip()


@pytest.mark.parametrize(
    "nickname", ["A", "Alex 2", "M. & S.", "Nr. 5", "アレックス", "mail carrier"]
)
async def test_an_ordinary_nickname_is_taken(me: AsyncClient, nickname: str) -> None:
    answer = await me.post("/v1/people", json=ALEX | {"nickname": nickname})

    assert answer.json()["nickname"] == nickname


@pytest.mark.parametrize(
    "change",
    [
        {"relation": "stalker"},
        {"phase": None},
        {"unknown": 1},
        {"phase_since": "yesterday"},
        {"note": "x" * 2001},
        {"id": "not-a-uuid"},
    ],
)
async def test_what_does_not_fit_is_named_and_not_repeated(
    me: AsyncClient, change: dict[str, Any]
) -> None:
    answer = await me.post("/v1/people", json=ALEX | change)

    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/invalid"
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/" + next(iter(change))]
    assert "stalker" not in answer.text
    assert (await me.get("/v1/people")).json()["items"] == []


async def test_sending_a_create_again_creates_nothing_twice(me: AsyncClient) -> None:
    body = ALEX | {"id": str(uuid4())}

    first = await me.post("/v1/people", json=body)
    again = await me.post("/v1/people", json=dict(reversed(body.items())))

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len((await me.get("/v1/people")).json()["items"]) == 1


async def test_a_replay_gives_the_record_as_it_is_now(me: AsyncClient) -> None:
    body = ALEX | {"id": str(uuid4())}
    await me.post("/v1/people", json=body)
    await me.patch(f"/v1/people/{body['id']}", json={"nickname": "Sam"})

    again = await me.post("/v1/people", json=body)

    assert again.status_code == 200
    assert again.json()["nickname"] == "Sam"


async def test_an_id_is_not_given_to_another_body(me: AsyncClient) -> None:
    body = ALEX | {"id": str(uuid4())}
    await me.post("/v1/people", json=body)

    answer = await me.post("/v1/people", json=body | {"nickname": "Sam"})

    assert answer.status_code == 409
    assert answer.json()["type"] == "/problems/id-taken"


async def test_a_deleted_record_does_not_come_back(me: AsyncClient) -> None:
    body = ALEX | {"id": str(uuid4())}
    await me.post("/v1/people", json=body)
    await me.delete(f"/v1/people/{body['id']}")

    again = await me.post("/v1/people", json=body)
    other = await me.post("/v1/people", json=body | {"nickname": "Sam"})

    assert (again.status_code, again.json()["type"]) == (410, "/problems/deleted")
    assert (other.status_code, other.json()["type"]) == (409, "/problems/id-taken")


async def test_two_users_may_use_the_same_id(me: AsyncClient, somebody_else: AsyncClient) -> None:
    body = ALEX | {"id": str(uuid4())}

    mine = await me.post("/v1/people", json=body)
    theirs = await somebody_else.post("/v1/people", json=body | {"nickname": "Sam"})

    assert (mine.status_code, theirs.status_code) == (201, 201)
    assert (await me.get(f"/v1/people/{body['id']}")).json()["nickname"] == "Alex"


async def test_absent_fields_stay_and_null_clears(me: AsyncClient) -> None:
    person = (await me.post("/v1/people", json=ALEX | {"note": "n"})).json()

    changed = await me.patch(f"/v1/people/{person['id']}", json={"note": None})

    assert changed.json() == person | {
        "note": None,
        "revision": person["revision"] + 1,
        "updated_at": changed.json()["updated_at"],
    }


async def test_a_merge_patch_may_say_that_it_is_one(me: AsyncClient) -> None:
    person = (await me.post("/v1/people", json=ALEX)).json()
    kind = {"content-type": "application/merge-patch+json"}

    changed = await me.patch(
        f"/v1/people/{person['id']}", content=b'{"phase":"distant"}', headers=kind
    )

    assert changed.json()["phase"] == "distant"


async def test_null_does_not_clear_what_must_be(me: AsyncClient) -> None:
    person = (await me.post("/v1/people", json=ALEX)).json()

    answer = await me.patch(f"/v1/people/{person['id']}", json={"nickname": None})

    assert answer.status_code == 422


async def test_a_change_can_be_bound_to_a_version(me: AsyncClient) -> None:
    person = (await me.post("/v1/people", json=ALEX)).json()
    path, as_first = f"/v1/people/{person['id']}", {"if-match": f'"r{person["revision"]}"'}

    in_time = await me.patch(path, json={"phase": "distant"}, headers=as_first)
    too_late = await me.patch(path, json={"phase": "together"}, headers=as_first)
    not_deleted = await me.delete(path, headers=as_first)
    deleted = await me.delete(path, headers={"if-match": f'W/"x", {in_time.headers["etag"]}'})

    assert in_time.status_code == 200
    assert in_time.headers["etag"] == f'"r{in_time.json()["revision"]}"'
    assert (too_late.status_code, not_deleted.status_code) == (412, 412)
    assert too_late.json()["type"] == "/problems/precondition-failed"
    assert deleted.status_code == 204


async def test_delete_is_the_same_for_yours_gone_and_never_there(me: AsyncClient) -> None:
    person = (await me.post("/v1/people", json=ALEX)).json()

    answers = [await me.delete(f"/v1/people/{id}") for id in (person["id"], person["id"], uuid4())]  # noqa: A001

    assert [answer.status_code for answer in answers] == [204, 204, 204]
    assert (await me.get(f"/v1/people/{person['id']}")).status_code == 404


async def test_a_list_is_paged_newest_first_and_complete(me: AsyncClient, clock: FakeClock) -> None:
    names = [f"P{number}" for number in range(5)]
    for number, name in enumerate(names):
        clock.pass_by(seconds=number % 2)  # ties among them
        await me.post("/v1/people", json=ALEX | {"nickname": name})
    everything = (await me.get("/v1/people")).json()

    seen: list[Any] = []
    path: str | None = "/v1/people?limit=2"
    while path:
        page = await me.get(path)
        seen += page.json()["items"]
        path = page.links.get("next", {}).get("url")
        assert (path is None) == (page.json()["next_cursor"] is None)

    assert seen == everything["items"]
    assert everything["next_cursor"] is None
    assert sorted(person["nickname"] for person in seen) == names


async def test_a_cursor_is_good_for_its_list_and_user_only(
    me: AsyncClient, somebody_else: AsyncClient
) -> None:
    for _ in range(2):
        await me.post("/v1/people", json=ALEX)
    cursor = (await me.get("/v1/people?limit=1")).json()["next_cursor"]
    bent = cursor[:-2] + ("A" if cursor[-2] != "A" else "B") + cursor[-1]

    for client, text in ((somebody_else, cursor), (me, bent), (me, "x"), (me, "ü"), (me, "")):
        answer = await client.get("/v1/people", params={"cursor": text})
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/bad-cursor"), text


@pytest.mark.parametrize("limit", [0, 201, "many"])
async def test_a_page_has_its_limits(me: AsyncClient, limit: int | str) -> None:
    answer = await me.get("/v1/people", params={"limit": limit})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "?limit"


async def test_an_unchanged_list_is_not_sent_again(me: AsyncClient, clock: FakeClock) -> None:
    await me.post("/v1/people", json=ALEX)
    tag = {"if-none-match": (await me.get("/v1/people")).headers["etag"]}

    same = await me.get("/v1/people", headers=tag)
    other_url = await me.get("/v1/people?limit=7", headers=tag)
    clock.pass_by(hours=23)
    tomorrow = await me.get("/v1/people", headers=tag)
    await me.post("/v1/people", json=ALEX)
    changed = await me.get("/v1/people", headers=tag)

    assert (same.status_code, same.content) == (304, b"")
    assert same.headers["etag"] == tag["if-none-match"]
    assert [answer.status_code for answer in (other_url, tomorrow, changed)] == [200, 200, 200]


def test_what_goes_with_a_person_is_what_is_said_to_go() -> None:
    """As the foreign keys have it, of what goes and of what then goes with that."""
    said = " ".join((delete_person.__doc__ or "").casefold().split())
    gone, _, stays = said.partition(". urges")
    stays = f"urges{stays}"
    going = {"people"}
    for _ in range(3):
        going |= those_of(going, "delete")

    for name in going - {"people"}:
        assert spoken(name) in gone, name
    for name in those_of(going, "clear") - going:
        assert spoken(name) in stays, name


def those_of(tables: set[str], on_delete: str) -> set[str]:
    """Name the tables whose records go, or stay without one, when one of these is deleted."""
    return {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_key_constraints
        if key.info.get("on_delete") == on_delete and key.referred_table.name in tables
    }


def spoken(table: str) -> str:
    return table.removeprefix("streak_").replace("_", " ").casefold()
