"""The coded words of streaks and contact events, as the contract spells them."""

from typing import Annotated, Any, Literal, get_args

from pydantic import Field

StreakKind = Literal["no_contact", "no_checking", "social_quiet", "custom"]
Measure = Literal["muted", "hidden", "blocked", "logged_out", "deleted_app"]
Outcome = Literal["let_go", "reconciled", "open_to_contact", "other"]
ContactKind = Literal[
    "reached_out",
    "replied",
    "met_by_choice",
    "heard_from",
    "met_by_chance",
    "told_about",
    "checked_profile",
    "checked_old_messages",
    "asked_about",
    "went_past",
    "posted",
]
Channel = Literal["call", "message", "email", "social", "in_person", "via_friend", "other"]
Reason = Literal["children", "work", "bills", "belongings", "legal", "health", "safety"]
Tone = Literal["open", "neutral", "blaming"]
Change = Literal["created", "changed", "deleted"]
Platform = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9_]{0,31}$",
        max_length=32,
        description="A short name of your choice, the same everywhere.",
        examples=["instagram"],
    ),
]


def words(vocabulary: Any) -> tuple[str, ...]:  # noqa: ANN401
    """List the words of a `Literal`."""
    return get_args(vocabulary)
