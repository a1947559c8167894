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
* A kind of record that the worker makes gets a line in `COMES_BY_ITSELF` instead.
* What must be done first is named: `Row(after="change_email")`; whoever owns everything has done
  it twice. Where the rightful user's answer
  is no success, its status is: `Row(answers=409)`.
* An operation that needs no token goes to `PUBLIC` instead, with the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.accounts.grants.built_in import DOCS_PAGE
from app.companion.supporters import consent_tokens
from app.connections.notifications.devices.schemas import EXAMPLE_PUSH
from app.security.opaque_secrets import make, spell
from app.security.recovery_codes import make_recovery_code
from tests.accounts.grants import allowing as grants
from tests.signing_up import client_from
from tests.waiting import until

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


def earlier(user: "Inhabitant") -> str:
    return user.earlier()


def lately(user: "Inhabitant") -> str:
    return user.lately()


def next_answer(user: "Inhabitant") -> int:
    return user.next_answer()


def email(user: "Inhabitant") -> str:
    return user.email


DEVICE = {"name": "phone", "platform": "ios"}
PASSWORD = "correct horse battery"  # noqa: S105  (of every user here)
START = {"time_zone": "Europe/Berlin", "device": DEVICE}
PERSON = {"relation": "ex_partner", "phase": "apart", "phase_since": "2026-02-01"}

STREAK = {"kind": "no_contact", "started_at": "2026-02-01T12:00:00Z"}
CONTACT = {"kind": "reached_out", "occurred_at": "2026-03-01T12:00:00Z"}
PUSH = EXAMPLE_PUSH | {"address": lambda user: f"https://push.example.com/{user.canary}"}
HOOK = {
    "url": lambda user: f"https://hooks.example.com/{user.canary}",
    "description": words,
}
OF_PERSON = {"person_id": Id("person_id")}
OF_URGE = {"urge_id": Id("urge_id")}
MOOD = {"kind": "dailyMood", "valence": 0.5, "labels": ["calm"], "associations": ["work"]}
ENTRY = {"body": words, "mood_id": Id("mood_id"), "prompt_id": "friends-voice"}
LOG = {
    "activity_id": Id("activity_id"),
    "goal_id": Id("goal_id"),
    "time_zone": "Europe/Berlin",
    "title": words,
    "unit": words,
    "note": words,
}
SECURE = {
    "enjoys_own_company": next_answer,
    "bears_silence": 4,
    "says_what_is_needed": 5,
    "needs_reassurance": 7,
    "drops_own_plans": 3,
    "looks_for_signs": 8,
}
GOAL = {
    "title": words,
    "why": words,
    "target": {"amount": 10, "unit": words},
    "activity_id": Id("activity_id"),
}
REMINDER = {"title": words, "goal_id": Id("goal_id"), "activity_id": Id("activity_id")}
WINDOW = {"weekdays": ["monday"], "from": "09:00", "to": "17:00"}
ANSWERS = {
    "afraid": True,
    "pressured": False,
    "explained": True,
    "need_to_blame": 1,
    "calm": 8,
    "wants": "closure",
}

BACK = ["https://app.example.com/done"]
URGE = {
    "pretext": words,
    "technique_id": Id("technique_id"),
    "outcome": "slipped",
    "contact_event_id": Id("contact_event_id"),
}

MADE_BY = {
    "person_id": "create_person",
    "technique_id": "create_technique",
    "urge_id": "create_urge",
    "supporter_id": "create_supporter",
    "alert_id": "alert_supporters",
    "streak_id": "create_streak",
    "policy_id": "create_streak_policy",
    "pause_id": "pause_streak",
    "contact_event_id": "create_contact_event",
    "mood_id": "create_mood",
    "unsent_message_id": "create_unsent_message",
    "journal_entry_id": "create_journal_entry",
    "activity_id": "create_activity",
    "activity_log_id": "create_activity_log",
    "goal_id": "create_goal",
    "goal_pause_id": "pause_goal",
    "encounter_id": "create_encounter",
    "space_window_id": "create_space_window",
    "return_check_id": "create_return_check",
    "review_id": "create_review",
    "self_check_id": "create_self_check",
    "reminder_id": "create_reminder",
    "snooze_id": "snooze_reminder",
    "device_id": "create_device",
    "personal_access_token_id": "create_personal_access_token",
    "webhook_endpoint_id": "create_webhook_endpoint",
}
MADE_UNDER_OUR_ID = {"import_id": "import_file", "oauth_client_id": "create_oauth_client"}
"""As MADE_BY, of what takes no `id`: the server makes it."""


async def agree(user: "Inhabitant", supporter_id: str) -> None:
    """Answer as the supporter does, with the token of their mail."""
    key = user.signed_in.app.state.server_key
    token = consent_tokens.spelled(key, user.signed_in.user_id, UUID(supporter_id))
    body = {"token": token, "decision": "agree"}
    async with client_from(user.signed_in.app) as client:
        assert (await client.post("/v1/supporter-consents", json=body)).status_code == 200


async def allow_own_app(user: "Inhabitant", client_id: str) -> None:
    """Consent to an app, which uses it at once."""
    app, user_id = user.signed_in.app, user.signed_in.user_id
    grant_id = await grants.allow(app, user_id, UUID(client_id), "moods:read")
    await grants.use(app, user_id, grant_id, "GET /v1/moods")


async def use_token(user: "Inhabitant", token_id: str) -> None:
    for _ in range(2):
        await grants.use(user.signed_in.app, user.signed_in.user_id, UUID(token_id), "GET /v1/me")


async def send_test(user: "Inhabitant", endpoint_id: str) -> None:
    """Fill the list of deliveries, and wait until each was tried."""
    client, path = user.signed_in.client, f"/v1/webhook-endpoints/{endpoint_id}"
    for _ in range(2):
        assert (await client.post(f"{path}/test")).status_code == 202

    async def are_tried() -> bool:
        found = (await client.get(f"{path}/deliveries")).json()["items"]
        return all(each["attempts"] for each in found)

    await until(are_tried)


AFTERWARDS = {
    "supporter_id": agree,
    "oauth_client_id": allow_own_app,
    "personal_access_token_id": use_token,
    "webhook_endpoint_id": send_test,
}
"""What has to happen to a record before others can name it."""
MADE_BY_SIGNING_UP = {"session_id"}
COMES_BY_ITSELF = {
    "milestone_id": ("streak_id", "list_milestones"),
    "notification_id": ("snooze_id", "list_notifications"),
    "connected_app_id": ("oauth_client_id", "list_connected_apps"),
    "webhook_delivery_id": ("webhook_endpoint_id", "list_webhook_deliveries"),
}
"""What the worker or a consent makes: out of which record, and where it is listed."""

ROWS: dict[str, Row] = {
    "get_today": Row(query={"counters": "true"}),
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
    "create_contact_event": Row(CONTACT | OF_PERSON | OF_URGE | {"note": words}),
    "get_contact_event": Row(),
    "update_contact_event": Row(OF_PERSON | OF_URGE | {"note": words}),
    "delete_contact_event": Row(),
    "list_incidents": Row(),
    "export_incidents": Row(),
    "list_milestones": Row(query={"streak_id": Id("streak_id")}),
    "get_milestone": Row(),
    "get_urge_toolkit": Row(),
    "list_urges": Row(query=OF_PERSON),
    "create_urge": Row(OF_PERSON | {"wants_to": "reply", "intensity": 7, "pretext": words}),
    "get_urge": Row(),
    "update_urge": Row(OF_PERSON | URGE),
    "delete_urge": Row(),
    "alert_supporters": Row({"supporter_ids": [Id("supporter_id")]}),
    "list_supporters": Row(),
    "create_supporter": Row({"name": words, "email": email}, after="update_me"),
    "get_supporter": Row(),
    "update_supporter": Row({"name": words}),
    "ask_supporter_again": Row(answers=409),
    "delete_supporter": Row(),
    "list_techniques": Row(),
    "create_technique": Row({"title": words, "steps": [words]}),
    "get_technique": Row(),
    "update_technique": Row({"title": words, "steps": [words]}),
    "delete_technique": Row(),
    "list_moods": Row(),
    "create_mood": Row(MOOD | {"custom_labels": [words], "note": words}),
    "get_mood": Row(),
    "update_mood": Row({"custom_labels": [words], "note": words}),
    "delete_mood": Row(),
    "list_unsent_messages": Row(query=OF_PERSON),
    "create_unsent_message": Row(OF_PERSON | {"body": words}),
    "get_unsent_message": Row(),
    "update_unsent_message": Row(OF_PERSON | {"body": words}),
    "delete_unsent_message": Row(),
    "release_unsent_message": Row({"released_as": "kept"}),
    "list_journal_entries": Row(),
    "create_journal_entry": Row(ENTRY | {"focus": "self"}),
    "get_journal_entry": Row(),
    "update_journal_entry": Row(ENTRY),
    "delete_journal_entry": Row(),
    "list_journal_prompts": Row(),
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
    "list_encounters": Row(query=OF_PERSON),
    "create_encounter": Row(OF_PERSON | {"intention": words, "note": words}),
    "get_encounter": Row(),
    "update_encounter": Row(OF_PERSON | {"intention": words, "note": words}),
    "delete_encounter": Row(),
    "list_space_windows": Row(query=OF_PERSON),
    "create_space_window": Row(WINDOW | OF_PERSON | {"label": words}),
    "get_space_window": Row(),
    "update_space_window": Row(WINDOW | OF_PERSON | {"label": words}),
    "delete_space_window": Row(),
    "list_return_checks": Row(query=OF_PERSON),
    "create_return_check": Row(OF_PERSON | {"returned_at": earlier, "answers": ANSWERS}),
    "get_return_check": Row(),
    "delete_return_check": Row(),
    "get_help_lines": Row(query={"country": "DE"}),
    "list_self_checks": Row(),
    "create_self_check": Row({"answers": SECURE}),
    "list_self_check_statements": Row(),
    "get_self_check": Row(),
    "delete_self_check": Row(),
    "list_reviews": Row(),
    "create_review": Row(
        {"kind": "custom", "streak_id": Id("streak_id"), "answers": {"grew": words}}
    ),
    "list_due_reviews": Row(),
    "list_review_questions": Row(),
    "get_review": Row(),
    "update_review": Row({"answers": {"grew": words}}),
    "delete_review": Row(),
    "list_reminders": Row(),
    "create_reminder": Row(REMINDER | {"schedule": "FREQ=DAILY;BYHOUR=8", "channel": "push"}),
    "get_reminder": Row(),
    "update_reminder": Row(REMINDER),
    "delete_reminder": Row(),
    "snooze_reminder": Row({"until": lately}),
    "list_reminder_suggestions": Row(),
    "decline_reminder_suggestion": Row(path={"kind": "risky_hour"}),
    "allow_reminder_suggestion": Row(path={"kind": "risky_hour"}),
    "list_notifications": Row(),
    "get_notification": Row(),
    "read_notification": Row(),
    "get_insight": Row(path={"kind": "activities"}),
    "get_recap": Row(path={"week": "2026-W11"}),
    "get_push_keys": Row(),
    "list_devices": Row(),
    "create_device": Row({"platform": "web", "push": PUSH}),
    "get_device": Row(),
    "update_device": Row({"platform": "ios", "push": PUSH}),
    "delete_device": Row(),
    "pull_changes": Row(),
    "push_changes": Row({"moods": {"created": [], "updated": [], "deleted": []}}),
    "list_oauth_clients": Row(),
    "create_oauth_client": Row({"name": words, "type": "confidential", "redirect_uris": BACK}),
    "get_oauth_client": Row(),
    "update_oauth_client": Row({"name": words, "redirect_uris": BACK}),
    "delete_oauth_client": Row(),
    "renew_oauth_client_secret": Row(),
    "list_connected_apps": Row(),
    "get_connected_app": Row(),
    "delete_connected_app": Row(),
    "list_personal_access_tokens": Row(),
    "create_personal_access_token": Row({"name": words, "scopes": ["moods:read"]}),
    "get_personal_access_token": Row(),
    "delete_personal_access_token": Row(),
    "list_accesses": Row(query={"app": Id("personal_access_token_id")}),
    "list_webhook_endpoints": Row(),
    "create_webhook_endpoint": Row(HOOK | {"event_types": ["milestone.awarded"]}),
    "get_webhook_endpoint": Row(),
    "update_webhook_endpoint": Row(HOOK),
    "delete_webhook_endpoint": Row(),
    "rotate_webhook_secret": Row(),
    "test_webhook_endpoint": Row(),
    "list_webhook_deliveries": Row(),
    "redeliver_webhook": Row(),
    "export_everything": Row(),
    "import_file": Row({"format": "own_orbit", "version": 1, "tables": {}}),
    "list_imports": Row(),
    "get_import": Row(),
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
    "answer_supporter_request": Public(
        "The mailed token is the credential.",
        lambda known: {"token": spell("oo_circle", make(known.user_id)), "decision": "agree"},
    ),
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
    "describe_authorization_server": Public("Apps look for it before they know anybody."),
    "exchange_for_tokens": Public(
        "The code is the credential.",
        lambda known: {
            "grant_type": "authorization_code",
            "client_id": str(DOCS_PAGE),
            "code": spell("oo_code", make(known.user_id, known.session_id)),
            "redirect_uri": "http://test/docs/oauth2-redirect",
            "code_verifier": "v" * 43,
        },
    ),
    "revoke_token": Public(
        "The token is the credential.",
        lambda known: {
            "client_id": str(DOCS_PAGE),
            "token": spell("oo_app_refresh", make(known.user_id, known.session_id)),
        },
    ),
    "introspect_token": Public(
        "The app's secret is the credential.",
        lambda known: {
            "client_id": str(DOCS_PAGE),
            "client_secret": spell("oo_client", make(known.user_id, DOCS_PAGE)),
            "token": spell("oo_app_refresh", make(known.user_id, known.session_id)),
        },
    ),
    "confirm_email": Public(
        "The mailed token is the credential.",
        lambda known: {"token": spell("oo_verify", make(known.user_id))},
    ),
}

CODED_WORDS = {"prompt_id", "time_zone"}
"""Strings of bodies that hold a word of a vocabulary though the document can't say so."""
