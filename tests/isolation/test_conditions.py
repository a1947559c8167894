"""`If-None-Match: *` asks for what is not there yet (RFC 9110, section 13.1.2)."""

import pytest

from tests.isolation.conftest import Town
from tests.isolation.document import SECURED, Operation
from tests.isolation.inhabitants import an_id_that_never_was

READS = [operation for operation in SECURED if operation.method == "get"]
OF_RECORDS = [
    operation for operation in READS if operation.id_places[:1] and operation.named("path")
]


@pytest.mark.parametrize("operation", READS, ids=str)
async def test_what_is_there_and_has_a_tag_is_not_told_to_who_wants_none(
    operation: Operation, town: Town
) -> None:
    plain = await town.owner.ask(operation)
    answer = await town.owner.ask(operation, if_none_match="*")

    if "etag" in plain.headers:
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == plain.headers["etag"]
    else:
        assert answer.status_code == plain.status_code


@pytest.mark.parametrize("operation", OF_RECORDS, ids=str)
async def test_what_is_not_there_is_not_found_all_the_same(
    operation: Operation, town: Town
) -> None:
    places = {place: an_id_that_never_was() for place in operation.id_places}
    answer = await town.owner.ask(operation, places, if_none_match="*")

    assert answer.status_code == 404
