"""Reviews, self-checks and milestones."""

from datetime import datetime

from app.companion.milestones.models import Milestone
from app.companion.reviews import service as reviews
from app.companion.reviews.models import Review
from app.companion.reviews.schemas import ReviewCreate, ReviewUpdate
from app.companion.self_checks import service as self_checks
from app.companion.self_checks.models import SelfCheck
from app.companion.self_checks.schemas import SelfCheckCreate
from app.connections.sync.declarations.usual import (
    OF_ENTRY,
    columns,
    creates,
    deletes,
    derived,
    verbs_of,
)
from app.connections.sync.shapes import SyncedTable, Verbs
from app.core.tables import Record


def _as_changed_review(present: Record, new: Record) -> Record:
    """Take back the answers that the device has no more: the API merges them one by one."""
    answers = new.get("answers")
    if not isinstance(answers, dict):
        return new
    return new | {"answers": dict.fromkeys(present["answers"]) | answers}


def _with_named_answers(check: Record, _now: datetime) -> Record:
    return check | {"answers": dict(zip(self_checks.IDS, check["answers"], strict=True))}


REVIEWS = SyncedTable(
    Review,
    OF_ENTRY + columns(kind="text", streak_id="id", answers="json", decision="text"),
    verbs_of(reviews, ReviewCreate, ReviewUpdate, as_changed=_as_changed_review),
)
SELF_CHECKS = SyncedTable(
    SelfCheck,
    OF_ENTRY + columns(answers="json") + derived(score="number"),
    Verbs(creation=SelfCheckCreate, create=creates(self_checks), delete=deletes(self_checks)),
    shown=_with_named_answers,
)
MILESTONES = SyncedTable(
    Milestone,
    derived(
        streak_id="id",
        opened_by="id",
        days="number",
        reached_on="date",
        awarded_at="moment",
        revoked_at="moment",
    ),
    verbs=None,
)
