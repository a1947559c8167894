"""By what push services know us: the example of RFC 8292, and an independent JWT library."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from app.security import base64url, key_files, vapid
from app.security.key_files import KeyFileRefused
from app.security.provider_tokens import ProviderKey, read_key, signed
from tests.clock import NOON

EXAMPLE = (
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0"
    "NTM1MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCG"
    "SK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA"
)
EXAMPLE_KEY = (
    "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"
)
EXAMPLE_END = datetime.fromtimestamp(1_453_523_768, UTC)


def key_of(point: str) -> ECKey:
    """Make a public key of a VAPID `k`."""
    raw = base64url.decode(point)
    x, y = base64url.encode(raw[1:33]), base64url.encode(raw[33:])
    return ECKey.import_key({"kty": "EC", "crv": "P-256", "x": x, "y": y})


def parts(header: str) -> tuple[str, str]:
    """Give the token and the key of an Authorization header."""
    scheme, _, rest = header.partition(" ")
    assert scheme == "vapid"
    named = dict(part.strip().split("=", 1) for part in rest.split(","))
    return named["t"], named["k"]


def test_what_is_signed_is_the_example_of_rfc_8292_to_the_letter(tmp_path: Path) -> None:
    known_as = vapid.load(tmp_path / "keys" / "vapid.pem", "mailto:push@example.com")
    now = EXAMPLE_END - vapid.LIFETIME

    token, _ = parts(vapid.authorization(known_as, "https://push.example.net", now=now))

    assert token.rpartition(".")[0] == EXAMPLE.rpartition(".")[0]
    assert jwt.decode(EXAMPLE, key_of(EXAMPLE_KEY), algorithms=["ES256"]).claims["sub"]


def test_an_independent_library_verifies_the_token_by_the_key_beside_it(tmp_path: Path) -> None:
    known_as = vapid.load(tmp_path / "keys" / "vapid.pem", None)

    token, key = parts(vapid.authorization(known_as, "https://push.example", now=NOON))
    decoded = jwt.decode(token, key_of(key), algorithms=["ES256"])

    assert decoded.header == {"typ": "JWT", "alg": "ES256"}
    assert decoded.claims == {
        "aud": "https://push.example",
        "exp": int((NOON + timedelta(hours=12)).timestamp()),
    }
    assert key == known_as.public


def test_the_key_is_made_once_and_kept_to_oneself(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "vapid.pem"

    first, again = vapid.load(path, None), vapid.load(path, None)

    assert first.public == again.public
    assert path.stat().st_mode & 0o777 == 0o600
    assert "PRIVATE" not in repr(first)
    path.chmod(0o640)
    with pytest.raises(KeyFileRefused):
        vapid.load(path, None)


def test_google_would_verify_an_assertion(tmp_path: Path) -> None:
    private = rsa.generate_private_key(65_537, 2_048)
    key = read_key(pem_of(private), tmp_path)

    token = signed(key, {"iss": "somebody"}, typ="JWT", kid="1")
    public = RSAKey.import_key(
        private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )

    assert jwt.decode(token, public, algorithms=["RS256"]).claims == {"iss": "somebody"}


def test_other_keys_are_refused_by_the_name_of_their_file(tmp_path: Path) -> None:
    others = [
        b"",
        b"nothing",
        pem_of(rsa.generate_private_key(65_537, 1_024)),  # noqa: S505  (that it is refused)
        pem_of(ec.generate_private_key(ec.SECP384R1())),
        pem_of(rsa.generate_private_key(65_537, 2_048), password=b"secret"),
    ]

    for pem in others:
        with pytest.raises(KeyFileRefused, match=r"here\.p8"):
            read_key(pem, tmp_path / "here.p8")


def test_an_rsa_key_does_not_pass_for_that_of_web_push(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "vapid.pem"
    key_files.ensure_folder(path.parent)
    key_files.write_new(path, pem_of(rsa.generate_private_key(65_537, 2_048)))

    with pytest.raises(KeyFileRefused, match="P-256"):
        vapid.load(path, None)


def test_a_signature_has_both_numbers_at_full_length() -> None:
    key = ProviderKey("ES256", ec.generate_private_key(ec.SECP256R1()))

    lengths = {len(base64url.decode(signed(key, {"n": n}).rpartition(".")[2])) for n in range(600)}

    assert lengths == {64}


def pem_of(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, password: bytes | None = None
) -> bytes:
    sealing = serialization.BestAvailableEncryption(password) if password else None
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        sealing or serialization.NoEncryption(),
    )
