"""How long it was silent before a return: by contact events and by encounters."""

from typing import Any

import pytest
from httpx2 import AsyncClient

FINE = {
    "afraid": False,
    "pressured": False,
    "explained": False,
    "need_to_blame": 0,
    "calm": 10,
    "wants": "reconnect",
}


async def contact(me: AsyncClient, kind: str, moment: str, **fields: object) -> None:
    body = {"kind": kind, "occurred_at": moment, **fields}
    assert (await me.post("/v1/contact-events", json=body)).status_code == 201


async def met(me: AsyncClient, person_id: str, moment: str, **fields: object) -> None:
    body = {"person_id": person_id, "occurred_at": moment, **fields}
    assert (await me.post("/v1/encounters", json=body)).status_code == 201


async def asked(me: AsyncClient, person_id: str, **fields: object) -> dict[str, Any]:
    body = {"person_id": person_id, "answers": FINE, **fields}
    return dict((await me.post("/v1/return-checks", json=body)).json())


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("heard_from", 5),
        ("replied", 5),
        ("met_by_choice", 5),
        ("met_by_chance", 5),
        ("reached_out", 30),
        ("told_about", 30),
        ("checked_profile", 30),
        ("checked_old_messages", 30),
        ("asked_about", 30),
        ("went_past", 30),
        ("posted", 30),
    ],
)
async def test_only_what_they_began_and_meetings_end_a_silence(
    me: AsyncClient, person_id: str, kind: str, days: int
) -> None:
    await contact(me, "heard_from", "2026-02-08T12:00:00Z", person_id=person_id)
    await contact(me, kind, "2026-03-05T12:00:00Z", person_id=person_id)

    assert (await asked(me, person_id))["silence_days"] == days


@pytest.mark.parametrize(("happened", "days"), [(True, 5), (False, 30)])
async def test_an_encounter_counts_if_it_happened(
    me: AsyncClient,
    person_id: str,
    happened: bool,  # noqa: FBT001
    days: int,
) -> None:
    await met(me, person_id, "2026-02-08T12:00:00Z")
    await met(me, person_id, "2026-03-05T12:00:00Z", happened=happened)

    assert (await asked(me, person_id))["silence_days"] == days


async def test_the_later_of_both_counts(me: AsyncClient, person_id: str) -> None:
    await contact(me, "heard_from", "2026-03-01T12:00:00Z", person_id=person_id)
    await met(me, person_id, "2026-03-02T12:00:00Z")
    first = await asked(me, person_id)
    await contact(me, "replied", "2026-03-03T12:00:00Z", person_id=person_id)

    assert [first["silence_days"], (await asked(me, person_id))["silence_days"]] == [8, 7]


async def test_the_return_itself_and_what_came_later_do_not_count(
    me: AsyncClient, person_id: str
) -> None:
    await contact(me, "heard_from", "2026-02-10T12:00:00Z", person_id=person_id)
    await contact(me, "heard_from", "2026-03-09T18:00:00Z", person_id=person_id)
    await contact(me, "heard_from", "2026-03-09T19:00:00Z", person_id=person_id)

    check = await asked(me, person_id, returned_at="2026-03-09T18:00:00Z")
    just_after = await asked(me, person_id, returned_at="2026-03-09T18:00:00.001Z")

    assert (check["silence_days"], check["decided_by"]) == (27, "unexplained_silence")
    assert just_after["silence_days"] == 0


async def test_it_is_counted_in_the_users_dates(me: AsyncClient, person_id: str) -> None:
    await contact(me, "heard_from", "2026-02-16T03:59:00+01:00", person_id=person_id)

    before_four = await asked(me, person_id, returned_at="2026-03-09T03:59:00+01:00")
    at_four = await asked(me, person_id, returned_at="2026-03-09T04:00:00+01:00")
    elsewhere = await asked(
        me, person_id, returned_at="2026-03-09T03:59:00+01:00", time_zone="Asia/Tokyo"
    )

    assert [each["silence_days"] for each in (before_four, at_four, elsewhere)] == [21, 22, 22]


async def test_others_do_not_count(
    me: AsyncClient, somebody_else: AsyncClient, person_id: str
) -> None:
    person = {"nickname": "Kim", "relation": "friend", "phase": "together"}
    kim = (await me.post("/v1/people", json=person)).json()["id"]
    await contact(me, "heard_from", "2026-03-09T12:00:00Z", person_id=kim)
    await met(me, kim, "2026-03-09T13:00:00Z")
    await contact(me, "heard_from", "2026-03-09T14:00:00Z")
    theirs = person | {"id": person_id}
    assert (await somebody_else.post("/v1/people", json=theirs)).status_code == 201
    await contact(somebody_else, "heard_from", "2026-03-09T15:00:00Z", person_id=person_id)

    assert (await asked(me, person_id))["silence_days"] is None


async def test_a_check_stays_as_it_was_whatever_is_logged_later(
    me: AsyncClient, person_id: str
) -> None:
    check = await asked(me, person_id)

    await contact(me, "heard_from", "2026-02-01T12:00:00Z", person_id=person_id)

    assert (await me.get(f"/v1/return-checks/{check['id']}")).json() == check


async def test_checks_go_with_their_person(me: AsyncClient, person_id: str) -> None:
    check = await asked(me, person_id)

    await me.delete(f"/v1/people/{person_id}")

    assert (await me.get(f"/v1/return-checks/{check['id']}")).status_code == 404
