"""An independent library agrees: what joserfc refuses, we refuse."""

from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from app.security.tokens import SigningKeys
from tests.attack import forge
from tests.attack.forge import AUDIENCE, ISSUER, Json, at, is_accepted

ESSENTIAL = jwt.JWTClaimsRegistry(
    now=at(0),
    leeway=30,
    iss={"essential": True, "value": ISSUER},
    aud={"essential": True, "value": AUDIENCE},
    sub={"essential": True},
    client_id={"essential": True},
    sid={"essential": True},
    jti={"essential": True},
    iat={"essential": True},
    exp={"essential": True},
    auth_time={"essential": True},
)
ALPHABET = st.sampled_from("AQgwz09-_.=+/ ")
SCALARS = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    st.sampled_from([ISSUER, AUDIENCE, str(forge.USER), "ES256", "none", "HS256", "at+jwt"]),
    st.integers(-2000, 2000).map(at),
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=2))
HEADER_NAMES = st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jwk", "jku", "zip"])
CLAIM_NAMES = st.sampled_from(
    ["iss", "aud", "sub", "client_id", "scope", "sid", "jti", "iat", "exp", "auth_time", "nbf"]
)


def is_accepted_by_joserfc(keys: SigningKeys, token: str) -> bool:
    key = ECKey.import_key(forge.private_key(keys).public_key())
    try:
        ESSENTIAL.validate(jwt.decode(token, key, algorithms=["ES256"]).claims)
    except (JoseError, ValueError, TypeError, RecursionError):
        return False
    return True


def resigned(keys: SigningKeys, header: Json, payload: Json) -> str:
    whole_header = forge.header_of(forge.genuine(keys)) | header
    whole_payload = forge.payload_of(forge.genuine(keys)) | payload
    segments = forge.encode(whole_header), forge.encode(whole_payload)
    return forge.sign(forge.private_key(keys), *segments)


def test_both_accept_what_we_issue(keys: SigningKeys) -> None:
    for _ in range(50):
        token = forge.genuine(keys)
        assert is_accepted(keys, token)
        assert is_accepted_by_joserfc(keys, token)
        assert is_accepted_by_joserfc(keys, resigned(keys, {}, {}))


@settings(max_examples=300, deadline=None)
@given(
    changes=st.lists(st.tuples(st.integers(0, 700), st.integers(0, 2), ALPHABET), max_size=3),
)
def test_a_changed_text_is_accepted_by_us_only_if_joserfc_accepts_it(
    keys: SigningKeys, changes: list[tuple[int, int, str]]
) -> None:
    token = forge.genuine(keys)
    for at_character, removed, added in changes:
        cut = at_character % len(token)
        token = token[:cut] + added + token[cut + removed :]

    assert is_accepted_by_joserfc(keys, token) or not is_accepted(keys, token)


@settings(max_examples=400, deadline=None)
@given(
    header=st.dictionaries(HEADER_NAMES, VALUES, max_size=1),
    payload=st.dictionaries(CLAIM_NAMES, VALUES, max_size=2),
)
def test_other_words_are_accepted_by_us_only_if_joserfc_accepts_them(
    keys: SigningKeys, header: Json, payload: Json
) -> None:
    token = resigned(keys, header, payload)

    assert is_accepted_by_joserfc(keys, token) or not is_accepted(keys, token)
