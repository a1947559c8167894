"""What may stand in the header: a string of RFC 9651, or the same without its quotes."""

import pytest
from httpx2 import AsyncClient

from tests.core.idempotency.keyed import ALEX, HEADER, code, create, is_replay, names

LONGEST = "k" * 255
SAME = [
    ("8e03978e-40d5-43e8-bc93-6894a57f9324", '"8e03978e-40d5-43e8-bc93-6894a57f9324"'),
    (LONGEST, f'"{LONGEST}"'),
    (r'"a \"b\" \\ c"', r' "a \"b\" \\ c" '),
    ("a/b+c=d;e", '"a/b+c=d;e"'),
]
REFUSED = [
    "",
    '""',
    "k" * 256,
    f'"{"k" * 256}"',
    "two words",
    '"unfinished',
    '"a" "b"',
    r'"\n"',
    '"tab\there"',
    "ключ".encode(),
    'half"quoted',
]


@pytest.mark.parametrize(("bare", "quoted"), SAME)
async def test_quotes_are_not_part_of_the_key(me: AsyncClient, bare: str, quoted: str) -> None:
    await create(me, bare)

    assert is_replay(await create(me, quoted))
    assert await names(me) == ["Alex"]


@pytest.mark.parametrize("value", REFUSED)
async def test_a_header_that_is_no_key_is_refused_by_name(
    me: AsyncClient, value: str | bytes
) -> None:
    raw = value if isinstance(value, bytes) else value.encode()
    answer = await me.post("/v1/people", json=ALEX, headers=[(HEADER.encode(), raw)])

    assert (answer.status_code, code(answer)) == (422, "invalid")
    assert [each["pointer"] for each in answer.json()["errors"]] == [HEADER]
    assert await names(me) == []


async def test_two_keys_are_none(me: AsyncClient) -> None:
    answer = await me.post("/v1/people", json=ALEX, headers=[(HEADER, "a"), (HEADER, "b")])

    assert (answer.status_code, code(answer)) == (422, "invalid")
    assert await names(me) == []


async def test_a_stranger_learns_nothing_of_keys(http: AsyncClient) -> None:
    answer = await http.post("/v1/people", json=ALEX, headers={HEADER: '"'})

    assert answer.status_code == 401
