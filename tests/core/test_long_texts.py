"""Long texts: how long they may be, and what a sealed one looks like."""

from base64 import b64encode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import long_texts
from app.core.errors import Invalid


@given(raw=st.binary(min_size=1, max_size=200), is_padded=st.booleans())
def test_whatever_is_sealed_can_be_sent_in_either_alphabet_padded_or_not(
    *, raw: bytes, is_padded: bool
) -> None:
    for encode in (b64encode, urlsafe_b64encode):
        text = encode(raw).decode()
        assert long_texts.is_base64(text if is_padded else text.rstrip("="))


@pytest.mark.parametrize(
    "text",
    [
        *("", "=", "==", "A", "ABCDE", "A=", "AB=", "ABC==", "ABCD=", "ABCD====", "AB==CD"),
        *("ab+_", "ab cd", "abcd\n", "Liebe Grüße", "\u0661\u0661\u0661\u0661", "ab\0d"),
    ],
)
def test_what_is_no_base64_is_not_sealed(text: str) -> None:
    assert not long_texts.is_base64(text)


def test_whatever_may_be_said_in_plain_fits_when_sealed() -> None:
    worst = ("\U0001f54a" * long_texts.MOST).encode()
    overhead = bytes(1_000)

    assert len(b64encode(worst + overhead)) <= long_texts.MOST_SEALED


@pytest.mark.parametrize(
    ("was_sealed", "changes", "fits"),
    [
        (False, {}, True),
        (False, {"is_sealed": False}, True),
        (False, {"is_sealed": True}, False),
        (True, {"is_sealed": False}, False),
        (True, {"is_sealed": True}, True),
        (False, {"is_sealed": True, "body": "QUJD"}, True),
        (False, {"is_sealed": True, "body": "A B C"}, False),
        (True, {"is_sealed": False, "body": "A B C"}, True),
        (True, {"body": "QUJD"}, True),
        (True, {"body": "A B C"}, False),
        (False, {"body": "x" * 20_001}, False),
        (False, {"body": "A B C"}, True),
    ],
)
def test_the_flag_changes_only_with_a_text_that_suits_it(
    *, was_sealed: bool, changes: dict[str, object], fits: bool
) -> None:
    record = {"body": "QUJD", "is_sealed": was_sealed}

    if fits:
        long_texts.check_change(record, changes)
        return
    with pytest.raises(Invalid) as refused:
        long_texts.check_change(record, changes)
    assert [each.pointer for each in refused.value.errors] == ["/body"]
