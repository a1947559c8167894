"""Who may hear of what, when is tried again, and how it is signed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from app.connections.webhooks import secret_list
from app.connections.webhooks.deliveries import dispatch
from app.connections.webhooks.deliveries.posting import MANNERS
from app.connections.webhooks.documented import LONGEST_SIGNATURES
from app.connections.webhooks.rules import (
    MANAGES,
    PUBLIC_NAMES,
    TRIES,
    allowed_types,
    jitter,
    next_try,
)
from app.connections.webhooks.vocabulary import EVENT_TYPES, TEST
from app.security.webhooks import make_secret, signed_headers

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
SOME = UUID(int=7)


def of(*resources: str) -> set[str]:
    return {f"{each}.{done}" for each in resources for done in ("created", "updated", "deleted")}


@pytest.mark.parametrize(
    ("scopes", "types"),
    [
        ((), set()),
        (("moods:read", "goals:read"), set()),
        ((MANAGES,), {TEST}),
        ((MANAGES, "moods:read"), {TEST} | of("mood")),
        ((MANAGES, "moods:write", "profile:read", "insights:read"), {TEST}),
        ((MANAGES, "activities:read"), {TEST} | of("activity", "activity_log")),
        ((MANAGES, "goals:read", "streaks:read"), {TEST} | of("goal", "streak")),
        (("owner",), {TEST, *EVENT_TYPES}),
    ],
)
def test_types_of_events_follow_scopes(scopes: tuple[str, ...], types: set[str]) -> None:
    assert allowed_types(scopes) == types


def test_every_type_that_can_be_asked_for_happens() -> None:
    assert set(PUBLIC_NAMES.values()) == set(EVENT_TYPES)


def test_a_receiver_has_fifteen_seconds_for_its_status_and_is_not_waited_for_any_longer() -> None:
    assert (MANNERS.patience_s, MANNERS.longest_answer) == (15.0, 0)
    assert MANNERS.connections > dispatch.PLACES > 2 * dispatch.PLACES_FOR_AILING


def test_tries_are_spread_over_three_days() -> None:
    assert sum(TRIES, timedelta(0)) == timedelta(hours=75, minutes=35, seconds=5)
    assert next_try(SOME, len(TRIES), None, NOON) is None


@given(st.uuids(), st.integers(min_value=0, max_value=100))
def test_jitter_is_a_tenth_at_most_and_the_same_again(delivery_id: UUID, tries: int) -> None:
    assert 0.9 <= jitter(delivery_id, tries) <= 1.1
    assert jitter(delivery_id, tries) == jitter(delivery_id, tries)


def test_jitter_differs() -> None:
    found = [jitter(uuid4(), 1) for _ in range(1_000)]
    assert min(found) < 0.92
    assert max(found) > 1.08
    assert len({jitter(SOME, tries) for tries in range(10)}) > 5


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)))
def test_no_wish_puts_a_try_off_by_more_than_a_day_or_brings_it_forward(asked: timedelta) -> None:
    found = next_try(SOME, 1, asked, NOON)
    usual = next_try(SOME, 1, None, NOON)

    assert found is not None
    assert usual is not None
    assert usual <= found <= NOON + timedelta(days=1)


def test_a_signature_is_that_of_the_specification() -> None:
    headers = signed_headers(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1_614_265_330,
        b'{"test": 2432232314}',
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_the_official_library_verifies_each_secret() -> None:
    """It compares with its own wall clock."""
    secrets = [make_secret() for _ in range(2)]
    headers = signed_headers(secrets, "m", int(datetime.now(UTC).timestamp()), b'{"a":1}')

    for secret in secrets:
        assert Webhook(secret).verify(b'{"a":1}', headers) == {"a": 1}


def test_whoever_rotates_twice_loses_no_secret_in_use() -> None:
    kept = secret_list.rotated(secret_list.first("a"), "b", now=NOON)
    later = NOON + timedelta(hours=3)
    kept = secret_list.rotated(kept, "c", now=later)

    assert secret_list.signing(kept, now=later) == ["c", "b", "a"]
    assert secret_list.signing(kept, now=NOON + timedelta(hours=24)) == ["c", "b"]
    assert secret_list.signing(kept, now=later + timedelta(hours=24)) == ["c"]
    assert "a" not in secret_list.pruned(kept, now=NOON + timedelta(hours=24))
    for number in range(20):
        kept = secret_list.rotated(kept, f"d{number}", now=later)
    assert len(secret_list.signing(kept, now=later)) == secret_list.MOST


def test_the_document_has_room_for_the_signatures_of_all_secrets_at_a_time() -> None:
    secrets = [make_secret() for _ in range(secret_list.MOST)]
    signatures = signed_headers(secrets, "m", 1, b"{}")["webhook-signature"]

    assert len(signatures) == LONGEST_SIGNATURES == 239
