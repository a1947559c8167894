from dataclasses import replace
from uuid import UUID

import pytest

from app.companion.streaks.arithmetic.verdicts import (
    DEFAULT_COUNTS,
    Definition,
    Event,
    PolicyVersion,
    breaks,
    initiated_by,
    policy_in_force,
    verdict,
)
from tests.companion.streaks.arithmetic.plain_values import (
    ALEX,
    SAM,
    contact,
    pause,
    policy,
    streak,
)

ENDED = streak("2026-06-01T09:00", ended="2026-06-20T09:00")
QUIET = replace(ENDED, person_id=None, platforms=frozenset({"one", "two"}))
EVERYBODY = replace(ENDED, person_id=None)
SLIP = contact("2026-06-10T12:00")


@pytest.mark.parametrize(
    ("definition", "event", "because"),
    [
        (ENDED, SLIP, "counts"),
        (ENDED, replace(SLIP, person_id=SAM), "other-person"),
        (ENDED, replace(SLIP, person_id=None), "other-person"),
        (EVERYBODY, replace(SLIP, person_id=SAM), "counts"),
        (EVERYBODY, replace(SLIP, person_id=None, platform="any"), "counts"),
        (QUIET, replace(SLIP, platform="two"), "counts"),
        (QUIET, replace(SLIP, platform="three"), "other-platform"),
        (QUIET, replace(SLIP, platform=None), "other-platform"),
        (ENDED, contact("2026-06-01T08:59:59"), "before-start"),
        (ENDED, contact("2026-06-01T09:00"), "counts"),
        (ENDED, contact("2026-06-20T08:59:59"), "counts"),
        (ENDED, contact("2026-06-20T09:00"), "after-ending"),
        (ENDED, replace(SLIP, kind="replied"), "kind-not-counted"),
        (ENDED, replace(SLIP, reason="children"), "reason-excepted"),
        (ENDED, replace(SLIP, reason="belongings"), "counts"),
        (ENDED, contact("2026-06-12T00:00"), "paused"),
        (ENDED, contact("2026-06-13T23:59:59"), "paused"),
        (ENDED, contact("2026-06-11T23:59:59"), "counts"),
        (ENDED, contact("2026-06-14T00:00"), "counts"),
        (ENDED, contact("2026-06-12T12:00", "replied"), "kind-not-counted"),
        (ENDED, replace(contact("2026-06-21T12:00", "replied"), person_id=SAM), "other-person"),
        (ENDED, contact("2026-06-21T12:00", "replied"), "after-ending"),
    ],
)
def test_an_event_breaks_a_streak_or_says_why_not(
    definition: Definition, event: Event, because: str
) -> None:
    policies = [policy("2026-06-01T09:00", "reached_out", exceptions=["children"])]
    found = verdict(definition, event, policies, [pause("2026-06-12", "2026-06-13")])
    assert (found.breaks, found.because) == (because == "counts", because)


def test_an_open_pause_covers_every_later_date() -> None:
    pauses = [pause("2026-06-10")]
    assert verdict(ENDED, SLIP, [], pauses).because == "paused"
    assert verdict(ENDED, contact("2026-06-09T12:00"), [], pauses).because == "counts"


def test_hearing_from_somebody_breaks_nothing_even_where_a_policy_counts_it() -> None:
    heard = replace(SLIP, kind="heard_from")
    policies = [policy("2026-06-01T09:00", "heard_from")]
    assert verdict(ENDED, heard, policies, []).because == "kind-not-counted"


@pytest.mark.parametrize(
    ("kind", "counted"),
    [
        ("no_contact", ["met_by_choice", "reached_out"]),
        ("no_checking", ["asked_about", "checked_old_messages", "checked_profile", "went_past"]),
        ("social_quiet", ["posted"]),
        ("custom", []),
    ],
)
def test_each_kind_of_streak_has_its_own_defaults(kind: str, counted: list[str]) -> None:
    assert sorted(DEFAULT_COUNTS[kind]) == counted
    definition = replace(EVERYBODY, kind=kind)
    every = [replace(SLIP, kind=kind) for kind in (*KINDS, "heard_from")]
    assert sorted(e.kind for e in every if verdict(definition, e, [], []).breaks) == counted


KINDS = {
    "reached_out": "me",
    "met_by_choice": "me",
    "checked_profile": "me",
    "checked_old_messages": "me",
    "asked_about": "me",
    "went_past": "me",
    "replied": "them",
    "told_about": "third_party",
    "met_by_chance": "chance",
    "posted": "nobody",
}


@pytest.mark.parametrize(("kind", "who"), [*KINDS.items(), ("heard_from", "them")])
def test_who_initiated_a_contact_follows_from_its_kind(kind: str, who: str) -> None:
    assert initiated_by(kind) == who


FIRST = policy("2026-06-05T12:00", "reached_out")
SECOND = policy("2026-06-10T12:00", "replied")
AMENDED = policy("2026-06-10T12:00", "posted")


@pytest.mark.parametrize(
    ("moment", "versions", "expected"),
    [
        ("2026-06-10T11:59:59", [FIRST, SECOND], FIRST),
        ("2026-06-10T12:00", [FIRST, SECOND], SECOND),
        ("2026-06-20T12:00", [SECOND, FIRST], SECOND),
        ("2026-06-01T12:00", [FIRST, SECOND], FIRST),  # nothing was ever without a policy
        ("2026-06-10T12:00", [FIRST, SECOND, AMENDED], AMENDED),
        ("2026-06-01T12:00", [SECOND, AMENDED], AMENDED),
        ("2026-06-01T12:00", [], None),
    ],
)
def test_the_newest_effective_version_is_in_force(
    moment: str, versions: list[PolicyVersion], expected: PolicyVersion | None
) -> None:
    assert policy_in_force(versions, contact(moment).occurred_at) == expected


def test_breaks_are_in_order_of_their_moment_then_of_their_id() -> None:
    later, earlier = contact("2026-06-11T12:00"), contact("2026-06-10T12:00")
    twin = replace(earlier, id=UUID(int=0), person_id=ALEX)
    assert breaks(ENDED, [later, earlier, twin], [], []) == [twin, earlier, later]
