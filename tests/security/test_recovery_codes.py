import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.security.opaque_secrets import MalformedSecret
from app.security.recovery_codes import RecoveryCode, make_recovery_code, parse_recovery_code

USER = UUID("018f0000-0000-7000-8000-00000000000a")
ZERO = UUID(int=0)


def test_a_code_is_groups_of_four_without_look_alikes_and_reads_back() -> None:
    text, secret = make_recovery_code(USER)

    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){12}[0-9A-HJKMNP-TV-Z]{4}", text)
    assert len(secret) == 16
    assert parse_recovery_code(text) == RecoveryCode(USER, secret)


def test_the_characters_are_crockfords() -> None:
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    read = parse_recovery_code(digits + digits[:19] + "0")
    number = int.from_bytes(read.user_id.bytes + read.secret)

    places = [digits.index(c) for c in digits + digits[:19] + "0"]
    assert number == sum(place << 5 * at for at, place in enumerate(reversed(places))) >> 4


def test_two_codes_of_one_user_differ() -> None:
    assert make_recovery_code(USER)[1] != make_recovery_code(USER)[1]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("-", ""),
        ("-", " "),
        ("-", " - "),
        ("-", "\n"),
        ("-", "\u00a0"),
        ("-", "\u2013"),
        ("0", "O"),
        ("0", "o"),
        ("1", "I"),
        ("1", "i"),
        ("1", "L"),
        ("1", "l"),
    ],
)
def test_a_code_is_read_however_it_is_typed(written: str, typed: str) -> None:
    for _ in range(10):
        text, secret = make_recovery_code(USER)
        copied = f" {text.replace(written, typed)}\n"

        for case in (copied, copied.lower(), copied.upper(), copied.title()):
            assert parse_recovery_code(case) == RecoveryCode(USER, secret)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "0" * 51,
        "0" * 53,
        "0" * 56,
        "0" * 51 + "1",
        "0" * 51 + "F",
        "0" * 51 + "U",
        "0" * 51 + "=",
        "0" * 51 + "é",
        "0" * 51 + "\ud800",
        "0" * 51 + "\u0660",
        "0" * 51 + "\uff10",
        "0" * 51 + "\u0131",
        "0" * 52 + "====",
        "0" * 52 + " " * 150,
        " " * 150 + "0" * 52,
        "0" * 1_000_000,
        str(USER),
    ],
)
def test_any_other_text_is_malformed(text: str) -> None:
    with pytest.raises(MalformedSecret):
        parse_recovery_code(text)


@given(st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZoilu- ", min_size=48, max_size=60))
def test_a_text_is_read_or_malformed_and_nothing_else(text: str) -> None:
    try:
        code = parse_recovery_code(text)
    except MalformedSecret:
        return
    assert len(code.secret) == 16


def test_a_code_is_not_shown_by_accident() -> None:
    assert "secret" not in repr(parse_recovery_code("0" * 52))
    assert parse_recovery_code("0" * 52).user_id == ZERO
