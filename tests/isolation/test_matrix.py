"""What is another's is answered like what never was, whichever wall between users is down."""

from collections.abc import Iterable
from typing import Any

import pytest
from fastapi import FastAPI

from tests.isolation.answers import foreign_in, ids_in, seen
from tests.isolation.conftest import (
    BOTH_WALLS,
    FILTER_ALONE,
    POLICIES_ALONE,
    Records,
    Town,
)
from tests.isolation.document import OPERATIONS, SECURED, Operation
from tests.isolation.inhabitants import an_id_that_never_was, ids_of, settle
from tests.isolation.rows import ROWS, Row

ALL_AT_ONCE = "every id"
ANY_VERSION_SO_FAR = ", ".join(f'"r{number}"' for number in range(1, 100))
NO_VERSION = '"r0"'


def places_of(operation: Operation) -> list[str]:
    """List what to ask with another's ids: one place at a time, then all of them."""
    places = list(ids_of(operation, ROWS.get(operation.name, Row())))
    return [*places, ALL_AT_ONCE] if len(places) > 1 else places


EACH_WALL = (BOTH_WALLS, FILTER_ALONE, POLICIES_ALONE)
CELLS = [(operation, place) for operation in SECURED for place in places_of(operation)]
VERSIONED = [cell for cell in CELLS if cell[0].takes_versions and cell[1].startswith("path:")]
PAGED = [operation for operation in SECURED if operation.is_paged]
TAGGED = [each for each in SECURED if each.method == "get"]


def behind_each_wall(names: str, cells: Iterable[tuple[Any, ...]]) -> pytest.MarkDecorator:
    """Repeat cells behind each wall."""
    repeated = [(*cell, walls) for cell in cells for walls in EACH_WALL]
    return pytest.mark.parametrize(f"{names}, walls", repeated, indirect=["walls"], ids=str)


@behind_each_wall("operation, place", CELLS)
@pytest.mark.usefixtures("walls")
async def test_anothers_id_is_answered_like_one_that_never_was(
    operation: Operation, place: str, town: Town, records: Records
) -> None:
    await compare(operation, place, town, records)


@pytest.mark.parametrize("versions", [ANY_VERSION_SO_FAR, NO_VERSION], ids=["its", "no"])
@behind_each_wall("operation, place", VERSIONED)
@pytest.mark.usefixtures("walls")
async def test_no_version_tells_whether_another_has_the_record(
    operation: Operation, place: str, versions: str, town: Town, records: Records
) -> None:
    await compare(operation, place, town, records, if_match=versions)


@behind_each_wall("operation", [(operation,) for operation in SECURED])
@pytest.mark.usefixtures("walls")
async def test_nobody_is_shown_or_changes_what_is_anothers_by_using_their_own(
    operation: Operation, app: FastAPI, town: Town, records: Records
) -> None:
    user = await settle(app)

    async with records.untouched(town.owner):
        answer = await user.ask(operation)

    assert await records.of_others(user, ids_in(answer)) == set()
    expected = ROWS[operation.name].answers
    assert answer.is_success if expected is None else answer.status_code == expected, answer.text
    assert foreign_in(answer, town.owners_own) == set()


@pytest.mark.parametrize("operation", PAGED, ids=str)
@pytest.mark.usefixtures("app")
async def test_a_cursor_of_anothers_list_is_like_one_that_never_was(
    operation: Operation, town: Town
) -> None:
    first = await town.owner.ask(operation, {"query:limit": "1"})
    cursor = first.json()["next" if operation.name == "pull_changes" else "next_cursor"]
    assert cursor, "one page holds all: rows.MADE_BY makes two of each kind"

    theirs = await town.other.ask(operation, {"query:cursor": cursor})
    nobodys = await town.other.ask(operation, {"query:cursor": "A" * len(cursor)})

    assert theirs.json()["type"] == "/problems/bad-cursor"
    assert seen(theirs, cursor) == seen(nobodys, "A" * len(cursor))
    assert foreign_in(theirs, town.owners_own) == set()


@pytest.mark.parametrize("operation", TAGGED, ids=str)
@pytest.mark.usefixtures("app")
async def test_a_tag_of_anothers_answer_is_no_tag_of_mine(operation: Operation, town: Town) -> None:
    tag = (await town.owner.ask(operation)).headers.get("etag")
    answer = await town.other.ask(operation, if_none_match=tag or "")

    assert answer.status_code == 200
    assert answer.headers.get("etag") != tag or tag is None


@pytest.mark.parametrize("operation", [each for each in SECURED if each.takes_versions], ids=str)
@pytest.mark.usefixtures("app")
async def test_another_version_than_the_present_one_changes_nothing(
    operation: Operation, town: Town, records: Records
) -> None:
    async with records.untouched(town.owner):
        answer = await town.owner.ask(operation, if_match=NO_VERSION)

    assert (answer.status_code, answer.json()["type"]) == (412, "/problems/precondition-failed")


async def compare(
    operation: Operation, place: str, town: Town, records: Records, **headers: str
) -> None:
    """Ask as the other user for the owner's record and for none; they must not differ."""
    named = ids_of(operation, ROWS[operation.name])
    places = list(named) if place == ALL_AT_ONCE else [place]
    theirs: dict[str, Any] = {each: town.owner.ids[named[each]] for each in places}
    nobodys = {each: an_id_that_never_was() for each in places}

    async with records.untouched(town.owner):
        found = await town.other.ask(operation, theirs, **headers)
    missed = await town.other.ask(operation, nobodys, **headers)

    assert seen(found, *theirs.values()) == seen(missed, *nobodys.values())
    assert missed.status_code < 500
    assert foreign_in(found, town.owners_own) == set()


def test_the_matrix_covers_every_operation_that_names_a_record() -> None:
    covered = {operation.name for operation, _ in CELLS}

    assert covered == {name for name, each in OPERATIONS.items() if each.id_places}
