"""How an urge ends: what a client may say of it, all together or not at all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.core.errors import refuse
from app.core.moments import not_ahead, not_before
from app.core.tables import Record

ENDING = frozenset({"outcome", "resolved_at", "occurred_at", "contact_event_id"})


def resolved(urge: Record, changes: Mapping[str, Any], *, now: datetime) -> Record:
    """Give `changes` with the moment of the outcome.

    Raises:
        Invalid: they leave a moment without an outcome, one that can't be, or a contact at an
            urge that was no slip.
    """
    columns = dict(changes)
    if not columns.keys() & ENDING:
        return columns
    if "outcome" in columns and "resolved_at" not in columns:
        columns["resolved_at"] = _moment(urge | columns, now)
    after = urge | columns
    not_ahead(columns.get("resolved_at"), now, "/resolved_at")
    _check_moment(after, changes)
    _check_contact(after, changes)
    return columns


def _moment(urge: Record, now: datetime) -> datetime | None:
    """Keep the moment of an outcome that is only corrected; a phone's clock may be ahead."""
    if urge["outcome"] is None:
        return None
    moment: datetime = urge["resolved_at"] or max(now, urge["occurred_at"])
    return moment


def _check_moment(after: Record, sent: Mapping[str, Any]) -> None:
    if (after["outcome"] is None) != (after["resolved_at"] is None):
        refuse("/resolved_at", "goes together with an `outcome`")
    if "resolved_at" in sent:
        not_before(after["resolved_at"], after["occurred_at"], "/resolved_at", "`occurred_at`")
    elif after["resolved_at"] is not None and after["resolved_at"] < after["occurred_at"]:
        refuse("/occurred_at", "after `resolved_at`")


def _check_contact(after: Record, sent: Mapping[str, Any]) -> None:
    if after["contact_event_id"] is None or after["outcome"] == "slipped":
        return
    if "contact_event_id" in sent:
        refuse("/contact_event_id", "only where `outcome` is `slipped`")
    refuse("/outcome", "`slipped` as long as there is a `contact_event_id`")
