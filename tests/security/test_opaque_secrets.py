import hashlib
import hmac
from uuid import UUID

import pytest

from app.security.opaque_secrets import (
    MalformedSecret,
    OpaqueSecret,
    digest,
    make,
    matches,
    parse,
    spell,
    successor,
)

USER = UUID("018f0000-0000-7000-8000-00000000000a")
SESSION = UUID("018f0000-0000-7000-8000-00000000000b")
KEY = b"k" * 32
KNOWN = OpaqueSecret(USER, SESSION, bytes(range(32)))
TEXT = "oort_AY8AAAAAcACAAAAAAAAACgGPAAAAAHAAgAAAAAAAAAsAAQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHw"


def test_a_secret_is_written_and_read() -> None:
    assert spell("oort", KNOWN) == TEXT
    assert parse("oort", TEXT) == KNOWN


def test_a_new_secret_carries_its_user_and_record() -> None:
    secret = make(USER, SESSION)

    assert (secret.user_id, secret.id, len(secret.secret)) == (USER, SESSION, 32)
    assert make(USER, SESSION).secret != secret.secret
    assert make(USER).id != make(USER).id


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oort",
        "oort_",
        "_",
        TEXT.removeprefix("oort_"),
        TEXT.removeprefix("oort"),
        TEXT.upper(),
        TEXT.replace("oort_", "oopat_"),
        TEXT.replace("oort_", "oort-"),
        "oort_" + TEXT,
        "x" + TEXT,
        " " + TEXT,
        TEXT + " ",
        TEXT + "\n",
        TEXT + "=",
        TEXT + "==",
        TEXT + "A",
        TEXT + "AAAA",
        TEXT[:-1],
        TEXT[:-4],
        TEXT[:-1] + "x",
        TEXT[:-1] + "\ud800",
        TEXT[:-1] + "é",
        TEXT[:-1] + "\x00",
        TEXT[:40] + "\n" + TEXT[40:],
        TEXT[:40] + "." + TEXT[41:],
        TEXT[:40] + "+" + TEXT[41:],
        TEXT[:40] + "/" + TEXT[41:],
    ],
)
def test_any_other_text_is_malformed(text: str) -> None:
    with pytest.raises(MalformedSecret):
        parse("oort", text)


def test_the_last_character_has_one_spelling() -> None:
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    read = []
    for character in last:
        try:
            read.append(spell("oort", parse("oort", TEXT[:-1] + character)))
        except MalformedSecret:
            continue

    assert len(read) == 4
    assert set(read) == {TEXT[:-1] + character for character in "AQgw"}


def test_a_secret_is_stored_as_its_digest() -> None:
    assert digest(KNOWN.secret) == hashlib.sha256(KNOWN.secret).digest()
    assert matches(KNOWN.secret, digest(KNOWN.secret))
    assert not matches(make(USER, SESSION).secret, digest(KNOWN.secret))


def test_a_secret_is_not_shown_by_accident() -> None:
    assert "secret" not in repr(KNOWN)
    assert str(USER) in f"{KNOWN}"


def test_the_successor_is_always_the_same_and_keeps_user_and_session() -> None:
    following = successor(KEY, KNOWN)

    assert following == successor(KEY, parse("oort", TEXT))
    assert (following.user_id, following.id) == (USER, SESSION)
    assert following.secret == hmac.digest(KEY, KNOWN.secret, "sha256")


def test_the_successor_is_unknown_without_the_server_key() -> None:
    assert successor(KEY, KNOWN).secret != successor(b"x" * 32, KNOWN).secret
    assert successor(KEY, KNOWN).secret != KNOWN.secret


def test_a_line_of_successors_never_returns() -> None:
    line = [KNOWN]
    for _ in range(100):
        line.append(successor(KEY, line[-1]))

    assert len({secret.secret for secret in line}) == 101
