"""Ids are each user's own: making a record under another's id says nothing about theirs."""

import pytest
from fastapi import FastAPI

from tests.isolation.answers import Seen, as_of_anybody, foreign_in
from tests.isolation.conftest import Records, Town
from tests.isolation.document import OPERATIONS, SECURED, Operation
from tests.isolation.inhabitants import Inhabitant, an_id_that_never_was, settle
from tests.isolation.rows import CODED_WORDS, MADE_BY, ROWS, words
from tests.isolation.test_matrix import behind_each_wall

CREATES = [operation for operation in SECURED if operation.takes_own_id]
each_create = pytest.mark.parametrize("operation", CREATES, ids=str)


@behind_each_wall("operation", [(operation,) for operation in CREATES])
@pytest.mark.usefixtures("walls")
async def test_anothers_id_is_as_good_as_a_new_one(
    operation: Operation, app: FastAPI, town: Town, records: Records
) -> None:
    taken = town.owner.ids[name_of(operation)]

    async with records.untouched(town.owner):
        theirs = await life(operation, await settle(app), taken, town)
    nobodys = await life(operation, await settle(app), an_id_that_never_was(), town)

    assert [status for status, _, _ in nobodys][:2] == [201, 200]
    assert theirs == nobodys


@each_create
async def test_anothers_deleted_id_is_as_good_as_a_new_one(
    operation: Operation, app: FastAPI, town: Town, records: Records
) -> None:
    deletion = deletion_of(operation)
    if deletion is None:
        return
    owner = await settle(app)
    gone = await owner.own(name_of(operation))
    assert (await owner.ask(deletion)).status_code == 204

    async with records.untouched(owner):
        theirs = await life(operation, await settle(app), gone, town)
    nobodys = await life(operation, await settle(app), an_id_that_never_was(), town)

    assert theirs == nobodys


def name_of(operation: Operation) -> str:
    return next(name for name, maker in MADE_BY.items() if maker == operation.name)


def deletion_of(operation: Operation) -> Operation | None:
    path = f"{operation.path}/{{{name_of(operation)}}}"
    found = [each for each in OPERATIONS.values() if (each.method, each.path) == ("delete", path)]
    return found[0] if found else None


async def life(operation: Operation, user: Inhabitant, record_id: str, town: Town) -> list[Seen]:
    """Create under this id, again, and otherwise; delete; create again: all that can be heard."""
    answers = []
    await user.prepare(operation, ROWS[operation.name], {})
    said, deletion = user.said, deletion_of(operation)
    for is_other_body in (False, False, True):
        user.said = said + (1000 if is_other_body else 0)
        answers.append(await user.ask(operation, {"body:id": record_id}))
    if deletion is not None:
        user.ids[name_of(operation)] = record_id
        answers.append(await user.ask(deletion))
        user.said = said
        answers.append(await user.ask(operation, {"body:id": record_id}))
    for answer in answers:
        assert foreign_in(answer, town.owners_own - {record_id}) == set()
    numbers: dict[str, int] = {}
    return [as_of_anybody(answer, user.canary, numbers) for answer in answers]


@each_create
def test_a_create_has_words_to_differ_by(operation: Operation) -> None:
    body = ROWS[operation.name].body or {}

    assert set(operation.word_places) <= CODED_WORDS or words in body.values()
