import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from joserfc import jwt
from joserfc.jwk import KeySet

from app.security.key_files import KeyFileRefused
from app.security.signing_keys import key_ids, rotate
from app.security.tokens import InvalidToken, SigningKeys, jwks, verify
from tests.attack.forge import AUDIENCE, ISSUER, genuine, header_of, is_accepted

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def open_keys(folder: Path, now: datetime = NOW) -> SigningKeys:
    return SigningKeys(folder, now=now, look_every_s=0)


def put(folder: Path, name: str, content: bytes, mode: int = 0o600) -> None:
    path = folder / name
    path.write_bytes(content)
    path.chmod(mode)


def pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, password: bytes = b"") -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password)
        if password
        else serialization.NoEncryption(),
    )


def test_the_first_use_makes_one_key_which_the_next_finds(folder: Path) -> None:
    token = genuine(open_keys(folder))

    assert is_accepted(open_keys(folder), token)
    assert [path.name for path in folder.iterdir()] == [f"{key_ids(folder)[0]}.pem"]


def test_only_the_owner_may_read_the_keys(folder: Path) -> None:
    open_keys(folder)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600]


def test_the_newest_key_signs_and_the_older_ones_still_verify(folder: Path) -> None:
    keys = open_keys(folder)
    before = genuine(keys)
    new = rotate(folder, NOW + MINUTE)
    after = genuine(keys)

    assert header_of(before)["kid"] != new
    assert header_of(after) == {"alg": "ES256", "kid": new, "typ": "at+jwt"}
    assert is_accepted(keys, before)
    assert is_accepted(keys, after)


def test_a_rotation_by_another_process_is_noticed_from_its_first_token(folder: Path) -> None:
    ours, theirs = open_keys(folder), open_keys(folder)
    old = genuine(ours)
    rotate(folder, NOW + MINUTE)

    assert is_accepted(ours, genuine(theirs))
    assert is_accepted(ours, old)


def test_unknown_headers_make_us_look_at_the_folder_only_now_and_then(folder: Path) -> None:
    keys = SigningKeys(folder, now=NOW, look_every_s=3600)
    rotate(folder, NOW + MINUTE)
    theirs = genuine(open_keys(folder))

    assert not is_accepted(keys, theirs)
    genuine(keys)
    assert is_accepted(keys, theirs)


def test_a_known_header_never_makes_us_look_at_the_folder(folder: Path) -> None:
    keys = open_keys(folder)
    token, other = genuine(keys), genuine(keys)
    assert is_accepted(keys, token)
    folder.rename(folder.with_name("gone"))

    assert is_accepted(keys, token)
    assert is_accepted(keys, other)
    assert not is_accepted(keys, "e30." + token.partition(".")[2])


def test_a_key_goes_when_its_successor_is_older_than_an_hour(folder: Path) -> None:
    first = key_ids(open_keys(folder).folder)[0]
    second = rotate(folder, NOW + MINUTE)
    third = rotate(folder, NOW + 61 * MINUTE)
    assert key_ids(folder) == (first, second, third)

    fourth = rotate(folder, NOW + 62 * MINUTE)
    assert key_ids(folder) == (second, third, fourth)


def test_nobody_is_signed_out_by_rotations_however_far_apart(folder: Path) -> None:
    keys = open_keys(folder)
    for days in (1, 90, 91):
        now = NOW + timedelta(days=days)
        token = genuine(keys, now=now)
        rotate(folder, now)
        rotate(folder, now + 14 * MINUTE)
        assert is_accepted(keys, token, now=now + 14 * MINUTE)
        assert is_accepted(open_keys(folder), token, now=now + 14 * MINUTE)


def test_the_tokens_of_a_dropped_key_end_even_if_they_were_seen_before(folder: Path) -> None:
    keys = open_keys(folder)
    token = genuine(keys)
    assert is_accepted(keys, token)
    rotate(folder, NOW)
    (folder / f"{header_of(token)['kid']}.pem").unlink()
    genuine(keys)

    assert not is_accepted(keys, token)


def test_the_order_of_keys_survives_a_clock_that_is_set_back(folder: Path) -> None:
    keys = open_keys(folder)
    for days in (0, 0, -1, 2, 1):
        new = rotate(folder, NOW + timedelta(days=days))
        assert header_of(genuine(keys))["kid"] == new


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_key_open_to_others_is_refused_and_named(folder: Path, mode: int) -> None:
    open_keys(folder)
    file = next(folder.iterdir())
    file.chmod(mode)

    with pytest.raises(KeyFileRefused, match=rf"{re.escape(str(file))} .*{mode:04o}.*chmod 600"):
        open_keys(folder)


def test_a_folder_open_to_others_is_refused(folder: Path) -> None:
    folder.mkdir(mode=0o755)

    with pytest.raises(KeyFileRefused, match="chmod 700"):
        open_keys(folder)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("20260310T130000Z-0123abcd", b"", "no private key"),
        ("20260310T130000Z-0123abcd", b"-----BEGIN PRIVATE KEY-----\n", "no private key"),
        ("20260310T130000Z-0123abcd", pem(ec.generate_private_key(ec.SECP384R1())), "P-256"),
        ("20260310T130000Z-0123abcd", pem(rsa.generate_private_key(65537, 2048)), "P-256"),
        ("20260310T130000Z-0123abcd", pem(ec.generate_private_key(ec.SECP256R1()), b"x"), "crypt"),
        ("mine", pem(ec.generate_private_key(ec.SECP256R1())), "not named"),
    ],
)
def test_a_file_that_is_no_signing_key_is_refused(
    folder: Path, name: str, content: bytes, reason: str
) -> None:
    keys = open_keys(folder)
    token = genuine(keys)
    put(folder, f"{name}.pem", content)

    with pytest.raises(KeyFileRefused, match=reason):
        open_keys(folder)
    with pytest.raises(KeyFileRefused, match=reason):
        genuine(keys)
    assert is_accepted(keys, token)
    with pytest.raises(InvalidToken):
        verify(keys, "e30.e30." + "A" * 86, issuer=ISSUER, audience=AUDIENCE, now=NOW)


def test_without_any_key_nothing_is_issued(folder: Path) -> None:
    keys = open_keys(folder)
    next(folder.iterdir()).unlink()

    with pytest.raises(KeyFileRefused, match="no signing key"):
        genuine(keys)


def test_drafts_of_a_crashed_process_are_passed_over(folder: Path) -> None:
    keys = open_keys(folder)
    put(folder, ".20260310T130000Z-0123abcd.pem.00.draft", b"half")

    assert is_accepted(open_keys(folder), genuine(keys))


def test_the_key_set_shows_the_public_parts_of_every_key_and_nothing_else(folder: Path) -> None:
    keys = open_keys(folder)
    old = genuine(keys)
    rotate(folder, NOW + MINUTE)
    shown = jwks(keys)

    assert [set(key) for key in shown["keys"]] == [
        {"kty", "crv", "x", "y", "kid", "use", "alg"}
    ] * 2
    assert [key["kid"] for key in shown["keys"]] == list(key_ids(folder))
    other_parties = KeySet.import_key_set(json.loads(json.dumps(shown)))
    for token in (old, genuine(keys)):
        assert jwt.decode(token, other_parties, algorithms=["ES256"]).claims["iss"] == ISSUER
