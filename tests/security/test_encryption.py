"""Sealed text opens in its own place, with its own key, and nowhere else."""

import os
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app.security.encryption import Unreadable, UserCipher, new_key
from app.security.master_ring import MasterRing, load_ring

USER, ROW = uuid4(), uuid4()
TEXT = "Nobody else reads this. ❤"


@pytest.fixture
def cipher() -> UserCipher:
    return UserCipher(new_key(), USER)


def test_what_is_sealed_can_be_opened(cipher: UserCipher) -> None:
    sealed = cipher.seal(TEXT, table="people", column="note", row_id=ROW)

    assert cipher.open(sealed, table="people", column="note", row_id=ROW) == TEXT
    assert TEXT.encode() not in sealed


def test_the_same_text_never_looks_the_same(cipher: UserCipher) -> None:
    seals = {cipher.seal("", table="people", column="note", row_id=ROW) for _ in range(100)}

    assert len(seals) == 100


@pytest.mark.parametrize(
    ("table", "column", "row_id"),
    [("streaks", "note", ROW), ("people", "nickname", ROW), ("people", "note", uuid4())],
)
def test_moved_to_another_place_it_stays_closed(
    cipher: UserCipher, table: str, column: str, row_id: UUID
) -> None:
    sealed = cipher.seal(TEXT, table="people", column="note", row_id=ROW)

    with pytest.raises(Unreadable):
        cipher.open(sealed, table=table, column=column, row_id=row_id)


def test_another_user_cannot_open_it_even_with_the_key() -> None:
    key = new_key()
    sealed = UserCipher(key, USER).seal(TEXT, table="people", column="note", row_id=ROW)

    with pytest.raises(Unreadable):
        UserCipher(key, uuid4()).open(sealed, table="people", column="note", row_id=ROW)


def test_every_changed_byte_is_noticed(cipher: UserCipher) -> None:
    sealed = cipher.seal(TEXT, table="people", column="note", row_id=ROW)

    for place in range(len(sealed)):
        bent = bytearray(sealed)
        bent[place] ^= 1
        with pytest.raises(Unreadable):
            cipher.open(bytes(bent), table="people", column="note", row_id=ROW)


def test_digests_tell_purposes_and_users_apart(cipher: UserCipher) -> None:
    other = UserCipher(new_key(), USER)
    digests = {
        cipher.digest("body", b"x"),
        cipher.digest("cursor", b"x"),
        cipher.digest("body", b"y"),
        other.digest("body", b"x"),
    }

    assert len(digests) == 4
    assert cipher.digest("body", b"x") in digests


def test_a_wrapped_key_is_its_users_only() -> None:
    ring, key = MasterRing({1: os.urandom(32)}), new_key()
    wrapped = ring.wrap(key, USER)

    assert ring.unwrap(wrapped, USER) == key
    with pytest.raises(Unreadable):
        ring.unwrap(wrapped, uuid4())
    with pytest.raises(Unreadable):
        MasterRing({1: os.urandom(32)}).unwrap(wrapped, USER)


def test_a_ring_opens_what_its_older_keys_closed() -> None:
    first, key = os.urandom(32), new_key()
    wrapped = MasterRing({1: first}).wrap(key, USER)
    grown = MasterRing({1: first, 2: os.urandom(32)})

    assert grown.newest == 2
    assert grown.unwrap(wrapped, USER) == key
    with pytest.raises(Unreadable):
        MasterRing({2: os.urandom(32)}).unwrap(wrapped, USER)


def test_the_ring_in_a_folder_stays_the_same(tmp_path: Path) -> None:
    wrapped = load_ring(tmp_path / "ring").wrap(b"k" * 32, USER)

    assert load_ring(tmp_path / "ring").unwrap(wrapped, USER) == b"k" * 32
    assert (tmp_path / "ring/1.key").stat().st_mode & 0o777 == 0o600
