"""Only a header that we write is read, whoever has signed it: no other word in it has a say."""

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.security.tokens import SigningKeys
from tests.attack import forge
from tests.attack.forge import Json, is_accepted

ATTACKER = ec.generate_private_key(ec.SECP256R1())
ATTACKER_POINT = ATTACKER.public_key().public_numbers()
ATTACKER_JWK: Json = {
    "kty": "EC",
    "crv": "P-256",
    "x": forge.encode(ATTACKER_POINT.x.to_bytes(32)),
    "y": forge.encode(ATTACKER_POINT.y.to_bytes(32)),
}
ALGORITHMS: list[object] = [
    *("none", "None", "NONE", "nOnE", "", "es256", "ES384", "ES512", "ES256K"),
    *("HS256", "HS512", "RS256", "PS256", "EdDSA", None, 256, ["ES256"]),
]
TYPES: list[object] = [
    *("JWT", "at+JWT", "AT+JWT", "application/at+jwt", "at+jwt ", "id_token", "rt+jwt", ""),
    *(None, ["at+jwt"]),
]
KEY_IDS: list[object] = [
    *("", "../../dev/null", "/dev/null", "|sleep 10", "|curl 127.0.0.1", "x' UNION SELECT '1'"),
    *("20260310T120000Z-00000000", "a\x00b", None, 0, {"$ne": ""}),
]
EXTRAS: list[Json] = [
    {"jwk": ATTACKER_JWK},
    {"jku": "https://attacker.example/jwks.json"},
    {"x5u": "https://attacker.example/chain.pem"},
    {"x5c": ["MIIB"]},
    {"crit": ["exp"]},
    {"crit": ["b64"], "b64": False},
    {"crit": []},
    {"b64": False},
    {"zip": "DEF"},
    {"cty": "JWT"},
    {"enc": "A256GCM"},
    {"scope": "admin"},
]
RAW_HEADERS = {
    "nesting": b"[" * 1000,
    "nested objects": b'{"alg":' * 140,
    "a number of 1,000 digits": b'{"alg":"ES256","n":' + b"9" * 1000 + b"}",
    "an escaped lone surrogate": b'{"alg":"ES256","kid":"\\ud800","typ":"at+jwt"}',
    "a lone surrogate": "\ud800".encode("utf-8", "surrogatepass"),
    "not UTF-8": b"\xff\xfe\xfd",
    "UTF-16": '{"alg":"ES256"}'.encode("utf-16"),
    "nothing": b"{}",
    "a text": b'"ES256"',
    "a number": b"1",
    "null": b"null",
    "a list": b'["ES256"]',
}


def with_header(keys: SigningKeys, header: Json | bytes) -> str:
    """Sign a token with our own key, so that nothing but the header is wrong with it."""
    payload = forge.genuine(keys).split(".")[1]
    return forge.sign(forge.private_key(keys), forge.encode(header), payload)


def test_our_own_header_is_accepted(keys: SigningKeys) -> None:
    assert is_accepted(keys, with_header(keys, forge.header_of(forge.genuine(keys))))


@pytest.mark.parametrize(
    "change",
    [
        *({"alg": value} for value in ALGORITHMS),
        *({"typ": value} for value in TYPES),
        *({"kid": value} for value in KEY_IDS),
        *EXTRAS,
    ],
    ids=lambda header: "jwk" if "jwk" in header else str(header),
)
def test_another_header_is_refused_even_when_our_key_has_signed_it(
    keys: SigningKeys, change: Json
) -> None:
    header = forge.header_of(forge.genuine(keys)) | change
    token = with_header(keys, header)
    unsigned = token.rpartition(".")[0]

    assert not is_accepted(keys, token)
    assert not is_accepted(keys, f"{unsigned}.")
    assert not is_accepted(keys, f"{unsigned}.{forge.signature(0, 0)}")
    assert not is_accepted(keys, forge.sign(ATTACKER, *unsigned.split(".")))


@pytest.mark.parametrize("name", ["alg", "kid", "typ"])
def test_a_header_that_lacks_a_name_is_refused(keys: SigningKeys, name: str) -> None:
    header = forge.header_of(forge.genuine(keys))
    del header[name]

    assert not is_accepted(keys, with_header(keys, header))


@pytest.mark.parametrize("raw", RAW_HEADERS.values(), ids=RAW_HEADERS.keys())
def test_a_header_that_is_no_header_is_refused(keys: SigningKeys, raw: bytes) -> None:
    assert not is_accepted(keys, with_header(keys, raw))


def test_our_header_in_another_spelling_is_refused(keys: SigningKeys) -> None:
    raw = forge.decode(forge.genuine(keys).split(".")[0])
    doubled = raw.replace(b'{"alg":"ES256"', b'{"alg":"none","alg":"ES256"')
    reordered = dict(reversed(forge.header_of(forge.genuine(keys)).items()))
    respelled = [raw + b" ", raw.replace(b":", b": "), raw.replace(b"ES", b"\\u0045S"), doubled]

    assert not any(is_accepted(keys, with_header(keys, header)) for header in respelled)
    assert not is_accepted(keys, with_header(keys, reordered))


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_our_public_key_is_no_shared_secret(keys: SigningKeys, algorithm: str) -> None:
    public = forge.private_key(keys).public_key()
    info = serialization.PublicFormat.SubjectPublicKeyInfo
    point = serialization.PublicFormat.UncompressedPoint
    pem = public.public_bytes(serialization.Encoding.PEM, info)
    secrets = [
        pem,
        pem.strip(),
        public.public_bytes(serialization.Encoding.DER, info),
        public.public_bytes(serialization.Encoding.X962, point),
        *(b"", b"secret", b"password", b"changeme", b"\x00" * 32),
    ]
    header, payload, _ = forge.genuine(keys).split(".")
    confused = forge.encode(forge.header_of(f"{header}..") | {"alg": algorithm})
    for secret in secrets:
        for signed in (f"{confused}.{payload}", f"{header}.{payload}"):
            tag = hmac.digest(secret, signed.encode(), hashlib.new(f"sha{algorithm[2:]}").name)
            assert not is_accepted(keys, f"{signed}.{forge.encode(tag)}")
