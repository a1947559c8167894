"""A streak as it is shown: its record and its figures at a moment."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from app.companion.streaks.arithmetic.rollup_json import rollup_from_json
from app.companion.streaks.arithmetic.rules import figures
from app.companion.streaks.arithmetic.verdicts import (
    DEFAULT_COUNTS,
    PolicyVersion,
    policy_in_force,
)
from app.companion.streaks.recomputation.loaded import definition_of
from app.core.owners import Owner
from app.core.tables import Record


def shown(
    owner: Owner, streak: Record, policies: Sequence[PolicyVersion], *, now: datetime
) -> Record:
    """Add the figures of the owner's today to a streak's record."""
    rollup = rollup_from_json(streak["rollup"])
    found = figures(definition_of(streak), rollup, now=now, today=owner.today(now))
    return (
        streak
        | asdict(found)
        | {
            "policy": _terms(streak["kind"], policy_in_force(policies, now)),
            "ending": _ending(streak),
            "as_of": now,
        }
    )


def _terms(kind: str, policy: PolicyVersion | None) -> dict[str, Any]:
    """Spell out what breaks the streak; without any version, what its kind has by default."""
    if policy is None:
        return {"counts": sorted(DEFAULT_COUNTS[kind]), "exceptions": []}
    return {"counts": sorted(policy.counts), "exceptions": sorted(policy.exceptions)}


def _ending(streak: Record) -> dict[str, Any] | None:
    if streak["ended_at"] is None:
        return None
    return {"ended_at": streak["ended_at"], "outcome": streak["outcome"]}
