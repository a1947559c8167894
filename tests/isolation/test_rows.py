"""The matrix is whole: every operation and every id of the document is in it."""

import pytest

from tests.isolation.document import OPERATIONS, SECURED, Operation
from tests.isolation.inhabitants import flat, ids_of
from tests.isolation.rows import (
    CODED_WORDS,
    COMES_BY_ITSELF,
    MADE_BY,
    MADE_BY_SIGNING_UP,
    MADE_UNDER_OUR_ID,
    PUBLIC,
    ROWS,
    Row,
    words,
)

KNOWN = MADE_BY.keys() | MADE_UNDER_OUR_ID.keys() | MADE_BY_SIGNING_UP | COMES_BY_ITSELF.keys()
secured = pytest.mark.parametrize("operation", SECURED, ids=str)


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    public = {name for name, operation in OPERATIONS.items() if operation.is_public}

    assert set(PUBLIC) == public, "rows.PUBLIC lists the operations that need no token"
    assert set(ROWS) == set(OPERATIONS) - public, "rows.ROWS says how the others are asked"

    creates = {name for name, operation in OPERATIONS.items() if operation.takes_own_id}
    assert set(MADE_BY.values()) == creates, "rows.MADE_BY names the operations that make records"


@secured
def test_every_id_that_an_operation_takes_is_in_its_row(operation: Operation) -> None:
    covered = ids_of(operation, ROWS.get(operation.name, Row()))

    assert set(operation.id_places) <= set(covered), "rows.ROWS: each takes an Id(…)"
    assert set(covered.values()) <= KNOWN, "rows.MADE_BY: what makes it?"


@secured
def test_every_free_text_that_an_operation_takes_is_a_canary(operation: Operation) -> None:
    row = ROWS.get(operation.name, Row())
    canaries = {path for path, value in flat(row.body or {}) if value is words}

    assert set(operation.word_places) - CODED_WORDS <= canaries, "rows.ROWS: each takes `words`"


def test_every_public_operation_has_its_reason() -> None:
    assert all(public.why.endswith(".") for public in PUBLIC.values())


def test_the_matrix_can_tell_ids_and_words() -> None:
    update = OPERATIONS["update_person"]

    assert update.id_places == ["path:person_id"]
    assert update.word_places == ["nickname", "note"]
    assert OPERATIONS["create_person"].takes_own_id
    assert update.takes_versions
    assert OPERATIONS["list_people"].is_paged
