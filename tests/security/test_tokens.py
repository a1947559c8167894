from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest

from app.security import claims
from app.security.claims import Claims
from app.security.tokens import SigningKeys, issue, verify
from tests.attack.forge import AUDIENCE, GRANT, ISSUER, genuine, header_of, is_accepted, payload_of

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> SigningKeys:
    return SigningKeys(tmp_path / "keys", now=NOW, capacity=3)


def test_a_token_has_the_profile_of_rfc_9068(keys: SigningKeys) -> None:
    token = genuine(keys)
    payload = payload_of(token)

    assert header_of(token).keys() == {"alg", "kid", "typ"}
    assert header_of(token)["typ"] == "at+jwt"
    assert UUID(str(payload.pop("jti"))).version == 4
    assert payload == {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(GRANT.user_id),
        "client_id": "phone",
        "scope": "moods:write streaks:read",
        "sid": str(GRANT.session_id),
        "auth_time": int(NOW.timestamp()),
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 900,
    }


def test_what_is_read_is_what_was_issued(keys: SigningKeys) -> None:
    warsaw = timezone(timedelta(hours=1))
    opened_at = datetime(2026, 3, 1, 9, 30, 15, 250_000, tzinfo=warsaw)
    now = (NOW + timedelta(microseconds=1)).astimezone(warsaw)
    grant = replace(GRANT, authenticated_at=opened_at, scopes=frozenset())

    token = issue(keys, grant, issuer=ISSUER, audience=AUDIENCE, now=now, lifetime_s=60)
    first = verify(keys, token, issuer=ISSUER, audience=AUDIENCE, now=now)

    assert first == Claims(
        issuer=ISSUER,
        audience=AUDIENCE,
        user_id=GRANT.user_id,
        session_id=GRANT.session_id,
        client_id="phone",
        scopes=frozenset(),
        token_id=first.token_id,
        authenticated_at=datetime(2026, 3, 1, 8, 30, 15, tzinfo=UTC),
        issued_at=NOW,
        expires_at=NOW + timedelta(minutes=1),
    )
    assert verify(keys, token, issuer=ISSUER, audience=AUDIENCE, now=now) == first


def test_every_token_has_its_own_id(keys: SigningKeys) -> None:
    assert len({payload_of(genuine(keys))["jti"] for _ in range(20)}) == 20


@pytest.mark.parametrize("scope", ["", "a b", " a", "a\n", "a" * 2048], ids=lambda text: text[:5])
def test_a_scope_that_could_not_be_read_back_is_not_issued(keys: SigningKeys, scope: str) -> None:
    grant = replace(GRANT, scopes=frozenset({scope, "streaks:read"}))

    with pytest.raises(ValueError, match="streaks:read"):
        issue(keys, grant, issuer=ISSUER, audience=AUDIENCE, now=NOW)


def test_a_signature_is_checked_once_for_a_token_in_use(keys: SigningKeys) -> None:
    token = genuine(keys)
    assert is_accepted(keys, token)
    keys.verifiers.clear()

    assert is_accepted(keys, token)


def test_only_the_tokens_used_last_are_remembered(keys: SigningKeys) -> None:
    first, second, third, fourth = (genuine(keys) for _ in range(4))
    used = [first, second, third, first, fourth]

    assert all(is_accepted(keys, token) for token in used)
    assert len(keys.verified) == 3
    assert [keys.verified.find(token) is None for token in used] == [False, True, *[False] * 3]


def test_expired_tokens_are_forgotten(keys: SigningKeys) -> None:
    old, older = genuine(keys), genuine(keys)
    assert is_accepted(keys, old)
    assert is_accepted(keys, older)

    later = NOW + timedelta(minutes=15)
    assert not is_accepted(keys, old, now=later)
    assert len(keys.verified) == 1
    assert is_accepted(keys, genuine(keys, now=later), now=later)
    assert len(keys.verified) == 1


def test_refused_tokens_are_not_remembered(keys: SigningKeys) -> None:
    token = genuine(keys)

    assert not is_accepted(keys, token, now=NOW + timedelta(days=1))
    assert not is_accepted(keys, token + "=")
    assert len(keys.verified) == 0


def test_nothing_else_imports_jose_and_nothing_its_encryption() -> None:
    imports = {
        path.name: line
        for path in Path(claims.__file__).parents[1].rglob("*.py")
        for line in path.read_text().splitlines()
        if line.lstrip().startswith(("import jose", "from jose"))
    }

    assert "tokens.py" in imports
    assert imports.keys() <= {"tokens.py", "foreign_tokens.py"}
    assert not any("jwe" in line for line in imports.values())
