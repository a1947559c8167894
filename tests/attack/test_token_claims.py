"""A token signed with our key and header still has to say exactly what we let tokens say."""

import json
from datetime import timedelta

import pytest

from app.security.tokens import InvalidToken, SigningKeys, issue, verify
from tests.attack import forge
from tests.attack.forge import AUDIENCE, ISSUER, NOW, Json, at, is_accepted

TEXTS = ["iss", "aud", "sub", "client_id", "scope", "sid", "jti"]
MOMENTS = ["iat", "exp", "auth_time"]
NO_TEXT: list[object] = [None, True, 1, 1.5, [], {}, ["a"], {"a": "b"}]
NO_MOMENT: list[object] = [
    *(None, True, False, "", "1773144000", 1773144000.0, 1.7e9, [1773144000], {}),
    *(10**15, -(10**15), 10**400, float("nan"), float("inf"), -float("inf")),
]
NO_UUID = [
    "",
    "me",
    "018F0000-0000-7000-8000-00000000000A",
    "018f000000007000800000000000000a",
    "{018f0000-0000-7000-8000-00000000000a}",
    "urn:uuid:018f0000-0000-7000-8000-00000000000a",
    " 018f0000-0000-7000-8000-00000000000a",
    "018f0000-0000-7000-8000-00000000000a\n",
    "018f0000-0000-7000-8000-00000000000\u0660",
    "018f0000-0000-7000-8000-00000000000",
    "../018f0000-0000-7000-8000-0000000000",
]
NO_SCOPE = [
    " ",
    "a  b",
    " a",
    "a ",
    "a a",
    "b a",
    "a\tb",
    "a\nb",
    "a\u00a0b",
    "moods:write,streaks:read ",
]
OTHERS = [
    "",
    "https://attacker.example",
    ISSUER + "/",
    ISSUER + "/v1/",
    ISSUER.upper(),
    ISSUER.replace("https", "http"),
    f" {AUDIENCE}",
    "null",
    "*",
]
NO_OBJECT = [
    *(b"", b"null", b"1", b'"sub"', b"[]", b"{}", b"{", b"\xff", b"\xef\xbb\xbf{}", b"[" * 1000),
    *(b'{"a":' * 200, b'{"exp":' + b"9" * 1400 + b"}", "{}".encode("utf-16"), b"\xed\xa0\x80"),
]


def said(keys: SigningKeys, **changes: object) -> Json:
    return forge.payload_of(forge.genuine(keys)) | changes


def test_what_we_say_is_accepted_from_whoever_holds_the_key(keys: SigningKeys) -> None:
    assert is_accepted(keys, forge.with_payload(keys, said(keys)))
    assert is_accepted(keys, forge.with_payload(keys, said(keys, scope="")))


@pytest.mark.parametrize("name", TEXTS + MOMENTS)
def test_every_claim_is_required(keys: SigningKeys, name: str) -> None:
    payload = said(keys)
    del payload[name]

    assert not is_accepted(keys, forge.with_payload(keys, payload))


@pytest.mark.parametrize("name", ["nbf", "cnf", "act", "admin", "Sub", "sub ", ""])
def test_no_other_claim_is_overlooked(keys: SigningKeys, name: str) -> None:
    assert not is_accepted(keys, forge.with_payload(keys, said(keys) | {name: at(0)}))


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("value", NO_TEXT, ids=repr)
def test_a_text_is_a_text(keys: SigningKeys, name: str, value: object) -> None:
    assert not is_accepted(keys, forge.with_payload(keys, said(keys, **{name: value})))


@pytest.mark.parametrize("name", TEXTS)
def test_a_list_of_the_right_text_is_no_text(keys: SigningKeys, name: str) -> None:
    payload = said(keys)

    assert not is_accepted(keys, forge.with_payload(keys, payload | {name: [payload[name]]}))


@pytest.mark.parametrize("name", MOMENTS)
@pytest.mark.parametrize("value", NO_MOMENT, ids=lambda value: repr(value)[:20])
def test_a_moment_is_an_integer(keys: SigningKeys, name: str, value: object) -> None:
    assert not is_accepted(keys, forge.with_payload(keys, said(keys, **{name: value})))


@pytest.mark.parametrize("name", MOMENTS)
@pytest.mark.parametrize("spelling", ["{}.0", "{}e0", '"{}"', "[{}]", "0{}", "+{}"])
def test_the_right_moment_as_another_number_is_refused(
    keys: SigningKeys, name: str, spelling: str
) -> None:
    payload = said(keys)
    moment = str(payload[name])
    text = json.dumps(payload).replace(f'"{name}": {moment}', f'"{name}": {spelling}')

    assert not is_accepted(keys, forge.with_payload(keys, text.replace("{}", moment).encode()))


@pytest.mark.parametrize("name", ["sub", "sid", "jti"])
@pytest.mark.parametrize("value", NO_UUID)
def test_an_id_has_one_spelling(keys: SigningKeys, name: str, value: str) -> None:
    assert not is_accepted(keys, forge.with_payload(keys, said(keys, **{name: value})))


@pytest.mark.parametrize("value", NO_SCOPE, ids=repr)
def test_scopes_have_one_spelling(keys: SigningKeys, value: str) -> None:
    assert not is_accepted(keys, forge.with_payload(keys, said(keys, scope=value)))


def test_a_client_has_a_name(keys: SigningKeys) -> None:
    assert not is_accepted(keys, forge.with_payload(keys, said(keys, client_id="")))


@pytest.mark.parametrize("name", TEXTS + MOMENTS)
def test_no_claim_is_said_twice(keys: SigningKeys, name: str) -> None:
    payload = said(keys)
    again = json.dumps({name: payload[name]})[1:-1]
    text = json.dumps(payload)

    assert not is_accepted(keys, forge.with_payload(keys, f"{text[:-1]}, {again}}}".encode()))
    assert not is_accepted(keys, forge.with_payload(keys, f'{{"{name}": null, {text[1:]}'.encode()))


@pytest.mark.parametrize("raw", NO_OBJECT, ids=lambda raw: repr(raw)[:20])
def test_a_payload_is_an_object(keys: SigningKeys, raw: bytes) -> None:
    assert not is_accepted(keys, forge.with_payload(keys, raw))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_payload_is_written_in_plain_utf_8(keys: SigningKeys, encoding: str) -> None:
    raw = json.dumps(said(keys)).encode(encoding)

    assert not is_accepted(keys, forge.with_payload(keys, raw))


def test_a_payload_has_one_spelling_even_when_our_key_has_signed_it(keys: SigningKeys) -> None:
    texts = [forge.encode(said(keys, client_id="x" * length)) for length in range(1, 4)]
    header = forge.genuine(keys).partition(".")[0]
    respelled = [text[:-1] + chr(ord(text[-1]) + 1) for text in texts if len(text) % 4]

    assert len(respelled) == 2
    for text in (*respelled, texts[0] + "A"):
        assert not is_accepted(keys, forge.sign(forge.private_key(keys), header, text))


def test_a_token_is_2048_characters_long_at_most(keys: SigningKeys) -> None:
    tokens = {
        len(token): is_accepted(keys, token)
        for length in range(1060, 1160)
        for token in [forge.with_payload(keys, said(keys, client_id="x" * length))]
    }

    assert min(tokens) <= 2048 < max(tokens)
    assert all(accepted == (length <= 2048) for length, accepted in tokens.items())


@pytest.mark.parametrize("value", [*OTHERS, ISSUER[:-1]])
def test_a_token_of_another_issuer_or_for_another_audience_is_refused(
    keys: SigningKeys, value: str
) -> None:
    assert not is_accepted(keys, forge.with_payload(keys, said(keys, iss=value)))
    assert not is_accepted(keys, forge.with_payload(keys, said(keys, aud=value)))


def test_issuer_and_audience_are_asked_at_every_look(keys: SigningKeys) -> None:
    for issuer, audience in ((AUDIENCE, AUDIENCE), (ISSUER, ISSUER), (AUDIENCE, ISSUER)):
        token = forge.genuine(keys)
        assert is_accepted(keys, token)
        with pytest.raises(InvalidToken):
            verify(keys, token, issuer=issuer, audience=audience, now=NOW)


@pytest.mark.parametrize(
    ("seconds", "accepted"), [(-31, False), (-30, True), (0, True), (899, True), (899.999, True)]
)
@pytest.mark.parametrize("is_known", [False, True], ids=["unseen", "seen before"])
def test_a_token_begins_half_a_minute_early_for_clocks_that_differ(
    keys: SigningKeys, seconds: float, *, accepted: bool, is_known: bool
) -> None:
    token = forge.genuine(keys)

    assert not is_known or is_accepted(keys, token)
    assert is_accepted(keys, token, now=NOW + timedelta(seconds=seconds)) == accepted


@pytest.mark.parametrize("seconds", [900, 900.001, 901, 86_400, 10**9])
@pytest.mark.parametrize("is_known", [False, True], ids=["unseen", "seen before"])
def test_a_token_ends_to_the_second(keys: SigningKeys, seconds: float, *, is_known: bool) -> None:
    token = forge.genuine(keys)

    assert not is_known or is_accepted(keys, token)
    assert not is_accepted(keys, token, now=NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("issued", "expires", "accepted"),
    [
        (0, 900, True),
        (0, 901, False),
        (-899, 1, True),
        (-900, 0, False),
        (-900, 1, False),
        (-901, -1, False),
        (30, 930, True),
        (31, 600, False),
        (10, 10, False),
        (20, 10, False),
    ],
)
def test_a_token_lives_a_quarter_of_an_hour_at_most(
    keys: SigningKeys, issued: int, expires: int, *, accepted: bool
) -> None:
    token = forge.with_payload(keys, said(keys, iat=at(issued), exp=at(expires)))

    assert is_accepted(keys, token) == accepted


@pytest.mark.parametrize("lifetime_s", [-1, 0, 901])
def test_no_token_is_issued_that_would_be_refused(keys: SigningKeys, lifetime_s: int) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        issue(keys, forge.GRANT, issuer=ISSUER, audience=AUDIENCE, now=NOW, lifetime_s=lifetime_s)
