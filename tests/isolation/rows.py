"""How each operation of the contract is asked: the rows of the isolation matrix.

The matrix comes from the OpenAPI document; an operation without a row here fails the build, and
so does a field with an id or with free words that its row does not fill. To add an operation:

* `"list_moods": Row()` is enough for one without a body; `{mood_id}` in its path is filled by
  itself. Parameters that are no ids are given: `Row(path={"date": "2026-03-10"})`, `query={...}`.
* A body is given whole: `words` for every free text (the canary of whoever asks), `Id("..._id")`
  for every field that names another record, plain values for the rest, and a function of the
  user for what differs from one to another. The `id` of a create is left out.
* A kind of record that is new gets a line in `MADE_BY`: which operation makes one. Everybody in
  the matrix owns two of each, so a body must be good for a second one.
* What must be done first is named: `Row(after="change_email")`; whoever owns everything has done
  it twice. Where the rightful user's answer
  is no success, its status is: `Row(answers=409)`.
* An operation that needs no token goes to `PUBLIC` instead, with the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.security.opaque_secrets import make, spell
from app.security.recovery_codes import make_recovery_code

if TYPE_CHECKING:
    from tests.isolation.inhabitants import Inhabitant

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Id:
    """Stands for the asking user's own record of this kind, or for what a test puts there."""

    of: str


@dataclass(frozen=True)
class Row:
    """A valid request.

    `after` is an operation to be asked before. `answers` is the status where that is no success.
    """

    body: Body | None = None
    query: Body = field(default_factory=dict)
    path: Body = field(default_factory=dict)
    after: str | None = None
    answers: int | None = None


@dataclass(frozen=True)
class Known:
    """What somebody may know, or guess, of a user."""

    user_id: UUID
    session_id: UUID
    email: str


@dataclass(frozen=True)
class Public:
    """Why an operation needs no token; the body with which somebody might ask about a user."""

    why: str
    body: Callable[[Known], Body] | None = None


def words(user: "Inhabitant") -> str:
    return user.words()


def next_day(user: "Inhabitant") -> str:
    return user.next_day()


def email(user: "Inhabitant") -> str:
    return user.email


DEVICE = {"name": "phone", "platform": "ios"}
PASSWORD = "correct horse battery"  # noqa: S105  (of every user here)
START = {"time_zone": "Europe/Berlin", "device": DEVICE}
PERSON = {"relation": "ex_partner", "phase": "apart", "phase_since": "2026-02-01"}

STREAK = {"kind": "no_contact", "started_at": "2026-02-01T12:00:00Z"}
CONTACT = {"kind": "reached_out", "occurred_at": "2026-03-01T12:00:00Z"}
OF_PERSON = {"person_id": Id("person_id")}
MOOD = {"kind": "dailyMood", "valence": 0.5, "labels": ["calm"], "associations": ["work"]}
LOG = {
    "activity_id": Id("activity_id"),
    "goal_id": Id("goal_id"),
    "time_zone": "Europe/Berlin",
    "title": words,
    "unit": words,
    "note": words,
}
GOAL = {
    "title": words,
    "why": words,
    "target": {"amount": 10, "unit": words},
    "activity_id": Id("activity_id"),
}

MADE_BY = {
    "person_id": "create_person",
    "streak_id": "create_streak",
    "policy_id": "create_streak_policy",
    "pause_id": "pause_streak",
    "contact_event_id": "create_contact_event",
    "mood_id": "create_mood",
    "activity_id": "create_activity",
    "activity_log_id": "create_activity_log",
    "goal_id": "create_goal",
    "goal_pause_id": "pause_goal",
}
MADE_BY_SIGNING_UP = {"session_id"}

ROWS: dict[str, Row] = {
    "list_people": Row(),
    "create_person": Row(PERSON | {"nickname": words, "note": words}),
    "get_person": Row(),
    "update_person": Row({"nickname": words, "note": words}),
    "delete_person": Row(),
    "list_streaks": Row(),
    "create_streak": Row(STREAK | OF_PERSON | {"label": words}),
    "get_streak": Row(),
    "update_streak": Row({"label": words}),
    "delete_streak": Row(),
    "list_streak_segments": Row(),
    "explain_streak": Row(query={"on": "2026-03-01"}),
    "list_streak_policies": Row(),
    "create_streak_policy": Row({"counts": ["reached_out", "replied"]}),
    "list_streak_pauses": Row(),
    "pause_streak": Row({"from_on": next_day, "until_on": next_day}),
    "update_streak_pause": Row({"from_on": next_day, "until_on": next_day}),
    "delete_streak_pause": Row(),
    "end_streak": Row({"outcome": "let_go"}),
    "reopen_streak": Row(after="end_streak"),
    "list_contact_events": Row(query=OF_PERSON),
    "create_contact_event": Row(CONTACT | OF_PERSON | {"note": words}),
    "get_contact_event": Row(),
    "update_contact_event": Row(OF_PERSON | {"note": words}),
    "delete_contact_event": Row(),
    "list_incidents": Row(),
    "list_moods": Row(),
    "create_mood": Row(MOOD | {"custom_labels": [words], "note": words}),
    "get_mood": Row(),
    "update_mood": Row({"custom_labels": [words], "note": words}),
    "delete_mood": Row(),
    "list_activities": Row(),
    "create_activity": Row(
        {"title": words, "area": "craft", "meant_with_person_id": Id("person_id")}
    ),
    "get_activity": Row(),
    "update_activity": Row({"title": words, "meant_with_person_id": Id("person_id")}),
    "delete_activity": Row(),
    "list_activity_ideas": Row(),
    "list_goals": Row(),
    "create_goal": Row(GOAL | {"area": "craft"}),
    "get_goal": Row(),
    "update_goal": Row(GOAL),
    "delete_goal": Row(),
    "list_goal_excused_days": Row(after="excuse_goal_day"),
    "excuse_goal_day": Row(path={"date": next_day}),
    "unexcuse_goal_day": Row(path={"date": next_day}),
    "list_goal_pauses": Row(),
    "pause_goal": Row({"from_on": next_day, "until_on": next_day}),
    "update_goal_pause": Row({"from_on": next_day, "until_on": next_day}),
    "delete_goal_pause": Row(),
    "list_activity_logs": Row(query={"activity_id": Id("activity_id")}),
    "create_activity_log": Row(LOG | {"area": "craft"}),
    "get_activity_log": Row(),
    "update_activity_log": Row(LOG),
    "delete_activity_log": Row(),
    "get_insight": Row(path={"kind": "activities"}),
    "get_recap": Row(path={"week": "2026-W11"}),
    "get_me": Row(),
    "update_me": Row({"display_name": words, "preferences": {"safety_mode": True}}),
    "delete_me": Row(),
    "change_email": Row({"email": email, "password": PASSWORD}),
    "change_password": Row(
        {"current_password": PASSWORD, "new_password": PASSWORD}, after="change_email"
    ),
    "log_out": Row(),
    "list_sessions": Row(),
    "get_session": Row(),
    "delete_session": Row(),
    "delete_sessions": Row(),
}

PUBLIC: dict[str, Public] = {
    "check_live": Public("A probe has no account."),
    "check_ready": Public("A probe has no account."),
    "list_signing_keys": Public("The keys are public ones."),
    "sign_up_as_guest": Public("It opens an account.", lambda _known: START),
    "register": Public(
        "It opens an account. Without a mail server it tells a taken address, as documented.",
        lambda known: START | {"email": f"not-{known.email}", "password": PASSWORD},
    ),
    "log_in": Public(
        "The password is the credential.",
        lambda known: {"email": known.email, "password": "a wrong password", "device": DEVICE},
    ),
    "refresh_tokens": Public(
        "The refresh token is the credential.",
        lambda known: {"refresh_token": spell("oo_refresh", make(known.user_id, known.session_id))},
    ),
    "recover_account": Public(
        "The recovery code is the credential.",
        lambda known: {"recovery_code": make_recovery_code(known.user_id)[0], "device": DEVICE},
    ),
    "forget_password": Public(
        "Whoever forgot it can't sign in.", lambda known: {"email": known.email}
    ),
    "reset_password": Public(
        "The mailed token is the credential.",
        lambda known: {"token": spell("oo_reset", make(known.user_id)), "password": PASSWORD},
    ),
    "confirm_email": Public(
        "The mailed token is the credential.",
        lambda known: {"token": spell("oo_verify", make(known.user_id))},
    ),
}

CODED_WORDS = {"time_zone"}
"""Strings of bodies that hold a word of a vocabulary though the document can't say so."""
