"""What an export holds: every owned table with content, and why the others are left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Table

from app.core.tables import Base, Owned, table_of

BOOKKEEPING = frozenset({"user_id", "created_revision", "body_digest"})
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Exported:
    """A table and its columns, but for `left_out`; `json_texts` are lists kept as a sealed text.

    Bookkeeping, digests and what is reckoned from other rows are never part of it.
    """

    name: str
    json_texts: frozenset[str] = NOTHING
    left_out: frozenset[str] = NOTHING

    @cached_property
    def model(self) -> type[Owned]:
        by_name = {each.class_.__tablename__: each.class_ for each in Base.registry.mappers}
        return by_name[self.name]

    @cached_property
    def table(self) -> Table:
        return table_of(self.model)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        names = (each.name for each in self.table.columns)
        return tuple(name for name in names if self._is_content(name))

    def _is_content(self, name: str) -> bool:
        is_ours = name in BOOKKEEPING or name == "rollup" or name.endswith("_digest")
        return not is_ours and name not in self.left_out


IN_ORDER = (
    Exported("profiles", left_out=frozenset({"password_hash"})),
    Exported("people"),
    Exported("streaks"),
    Exported("streak_policies"),
    Exported("streak_pauses"),
    Exported("milestones"),
    Exported("techniques", json_texts=frozenset({"steps"})),
    Exported("contact_events"),
    Exported("urges"),
    Exported("incidents", json_texts=frozenset({"content"})),
    Exported("moods", json_texts=frozenset({"custom_labels"})),
    Exported("journal_entries"),
    Exported("unsent_messages"),
    Exported("activities"),
    Exported("goals"),
    Exported("goal_excused_days"),
    Exported("goal_pauses"),
    Exported("activity_logs"),
    Exported("mindfulness_details", json_texts=frozenset({"details"})),
    Exported("encounters"),
    Exported("space_windows"),
    Exported("return_checks"),
    Exported("reviews", json_texts=frozenset({"answers"})),
    Exported("self_checks"),
    Exported("supporters"),
    Exported("urge_alerts"),
    Exported("reminders"),
    Exported("reminder_snoozes"),
    Exported("notifications"),
    Exported("declined_suggestions"),
    Exported("devices", left_out=frozenset({"push_address", "push_keys"})),
    Exported("session_devices"),
    Exported("grant_names"),
    Exported("webhook_endpoints", left_out=frozenset({"secrets"})),
    Exported("imports", json_texts=frozenset({"options"})),
)
"""A table comes after those that it refers to, but for the two that refer to each other."""

EXPORTED: Mapping[str, Exported] = {each.name: each for each in IN_ORDER}

NOT_EXPORTED: Mapping[str, str] = {
    "goal_periods": "reckoned from goals and their logs",
    "import_chunks": "a file of the user's own, gone as soon as it is read",
    "kept_answers": "copies of answers for a day, all of them to be had again",
    "push_deliveries": "copies of notifications on their way to a device",
    "streak_segments": "reckoned from streaks and contact events",
    "sync_devices": "how far a device has pulled: no content",
    "sync_writes": "what a device's push has made: keys and digests",
    "webhook_deliveries": "which events were told where, for 30 days: no content",
    "tombstones": "ids of what the user has deleted: no content is left",
}
"""Owned tables that no export holds, and why."""

COLUMNS_NOT_EXPORTED: Mapping[str, str] = {
    "profiles.password_hash": "a secret, of use to nobody but who attacks it",
    "devices.push_address": "whoever has it can push to the device",
    "devices.push_keys": "a secret shared with the device",
    "webhook_endpoints.secrets": "whoever has one can speak to the receiver as we do",
}
"""Columns with content that no export holds, and why."""

NOT_RESTORED: Mapping[str, str] = {
    "profiles": "address and name are the account's own",
    "incidents": "a log of what the server saw itself: no file can add to it",
    "supporters": "they have agreed to this account's mails, and would have to be asked again",
    "urge_alerts": "mails that were sent, to supporters",
    "reminder_snoozes": "about moments that are over",
    "notifications": "what was told, about moments that are over",
    "declined_suggestions": "offers are made anew, out of what is there",
    "devices": "a device says by itself that it is there",
    "session_devices": "sessions are the account's own",
    "grant_names": "what apps and scripts are allowed is the account's own",
    "webhook_endpoints": "their secrets are shown once, to who makes them",
    "imports": "what was done here before",
}
"""Tables of an export that an import leaves out, and why."""
