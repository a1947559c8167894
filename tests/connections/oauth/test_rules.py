"""Scopes, proofs, and the texts beside them."""

import pytest

from app.accounts.auth.scopes import OWNER, THIRD_PARTY
from app.connections.oauth import rules
from app.connections.oauth.pages import rendering
from app.connections.oauth.pages.consenting import SPANS
from app.core.texts import LANGUAGES, Language, texts
from tests.connections.oauth.flow import CHALLENGE, VERIFIER

ALLOWED = ("moods:read", "moods:write", "offline_access")


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("moods:read", ("moods:read",)),
        ("offline_access moods:read", ("moods:read", "offline_access")),
        ("moods:read moods:read", ("moods:read",)),
        ("", None),
        (" ", None),
        ("moods:read ", None),
        ("moods:read\tmoods:write", None),
        ("owner", None),
        ("Moods:read", None),
    ],
)
def test_scopes_are_read_in_one_order(text: str, scopes: tuple[str, ...] | None) -> None:
    assert rules.scopes_of(text, ALLOWED) == scopes


def test_a_verifier_proves_its_challenge() -> None:
    assert rules.proves(VERIFIER, CHALLENGE)
    assert not rules.proves(VERIFIER, CHALLENGE[:-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scope_and_span_has_its_words(language: Language) -> None:
    said = texts(rendering.__package__, language)

    assert said["scopes"].keys() == {OWNER, *THIRD_PARTY}
    assert said["spans"].keys() == SPANS.keys()
