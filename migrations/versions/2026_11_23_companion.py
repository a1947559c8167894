"""Urges, texts, time together, looking back, the circle and milestones; work to come.

Revision: 2026_11_23_companion
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.policies import open_directory, protect

revision = "2026_11_23_companion"
down_revision = "2026_11_23_goals"
branch_labels = None
depends_on = None


OWNED = (
    "encounters",
    "journal_entries",
    "milestones",
    "return_checks",
    "reviews",
    "self_checks",
    "space_windows",
    "supporters",
    "techniques",
    "unsent_messages",
    "urge_alerts",
    "urges",
)

NEWEST_FIRST = {
    "self_checks": "occurred_at",
    "supporters": "recorded_at",
    "techniques": "recorded_at",
    "encounters": "occurred_at",
    "journal_entries": "occurred_at",
    "return_checks": "occurred_at",
    "space_windows": "recorded_at",
    "unsent_messages": "occurred_at",
    "milestones": "reached_on",
    "reviews": "occurred_at",
    "urges": "occurred_at",
}


def upgrade() -> None:
    op.create_table(
        "due_work",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("due_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "kind", "subject_id", name=op.f("pk_due_work")),
    )
    op.create_index(op.f("ix_due_work_due_at"), "due_work", ["due_at"], unique=False)
    op.create_table(
        "heartbeats",
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("seen_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "self_checks",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("day_starts_at", sa.Time(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("answers", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "cardinality(answers) = 6 AND 0 <= ALL (answers) AND 10 >= ALL (answers)",
            name=op.f("ck_self_checks_answers_in_range"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_self_checks_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_self_checks")),
    )
    op.create_table(
        "supporters",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.LargeBinary(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.Column("asked_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("consented_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("withdrawn_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.CheckConstraint(
            "consent IN ('asked', 'given', 'withdrawn')", name=op.f("ck_supporters_consent_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_supporters_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_supporters")),
    )
    op.create_table(
        "techniques",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("steps", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("duration_seconds", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('unknown', 'meditation', 'other', 'breathing', 'music', 'movement', 'unguided')",
            name=op.f("ck_techniques_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_techniques_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_techniques")),
    )
    op.create_table(
        "encounters",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("day_starts_at", sa.Time(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("planned_for", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("intention", sa.LargeBinary(), nullable=True),
        sa.Column("mood_before", sa.Double(), nullable=True),
        sa.Column("mood_after", sa.Double(), nullable=True),
        sa.Column("fun", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("happened", sa.Boolean(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("fun BETWEEN 0 AND 10", name=op.f("ck_encounters_fun_in_range")),
        sa.CheckConstraint(
            "mood_after BETWEEN -1 AND 1", name=op.f("ck_encounters_mood_after_in_range")
        ),
        sa.CheckConstraint(
            "mood_before BETWEEN -1 AND 1", name=op.f("ck_encounters_mood_before_in_range")
        ),
        sa.CheckConstraint("present BETWEEN 0 AND 10", name=op.f("ck_encounters_present_in_range")),
        sa.ForeignKeyConstraint(
            ["user_id", "person_id"],
            ["people.user_id", "people.id"],
            name=op.f("fk_encounters_user_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_encounters_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_encounters")),
    )
    op.create_table(
        "journal_entries",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("day_starts_at", sa.Time(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("is_sealed", sa.Boolean(), nullable=False),
        sa.Column("prompt_id", sa.String(), nullable=True),
        sa.Column("focus", sa.String(), nullable=False),
        sa.Column("mood_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "focus IN ('self', 'them', 'both', 'other')",
            name=op.f("ck_journal_entries_focus_known"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "mood_id"],
            ["moods.user_id", "moods.id"],
            name=op.f("fk_journal_entries_user_id_mood_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_journal_entries_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_journal_entries")),
    )
    op.create_table(
        "return_checks",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("day_starts_at", sa.Time(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("returned_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=False),
        sa.Column("afraid", sa.Boolean(), nullable=False),
        sa.Column("pressured", sa.Boolean(), nullable=False),
        sa.Column("explained", sa.Boolean(), nullable=False),
        sa.Column("need_to_blame", sa.Integer(), nullable=False),
        sa.Column("calm", sa.Integer(), nullable=False),
        sa.Column("wants", sa.String(), nullable=False),
        sa.Column("advice", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("nearly", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("silence_days", sa.Integer(), nullable=True),
        sa.Column(
            "cooling_off_until", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False
        ),
        sa.CheckConstraint(
            "advice IN ('stay_open', 'set_boundary', 'let_go', 'wait')",
            name=op.f("ck_return_checks_advice_known"),
        ),
        sa.CheckConstraint(
            "wants IN ('reconnect', 'closure', 'curious', 'unclear')",
            name=op.f("ck_return_checks_wants_known"),
        ),
        sa.CheckConstraint("calm BETWEEN 0 AND 10", name=op.f("ck_return_checks_calm_in_range")),
        sa.CheckConstraint(
            "need_to_blame BETWEEN 0 AND 10", name=op.f("ck_return_checks_need_to_blame_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "person_id"],
            ["people.user_id", "people.id"],
            name=op.f("fk_return_checks_user_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_return_checks_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_return_checks")),
    )
    op.create_table(
        "space_windows",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.LargeBinary(), nullable=False),
        sa.Column("weekdays", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("from_time", sa.Time(), nullable=False),
        sa.Column("to_time", sa.Time(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "weekdays <@ ARRAY['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']::varchar[]",
            name=op.f("ck_space_windows_weekdays_known"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "person_id"],
            ["people.user_id", "people.id"],
            name=op.f("fk_space_windows_user_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_space_windows_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_space_windows")),
    )
    op.create_table(
        "unsent_messages",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("day_starts_at", sa.Time(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("is_sealed", sa.Boolean(), nullable=False),
        sa.Column("hold_until", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("burn_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("released_as", sa.String(), nullable=True),
        sa.Column("released_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.CheckConstraint(
            "released_as IN ('kept', 'burned')", name=op.f("ck_unsent_messages_released_as_known")
        ),
        sa.CheckConstraint(
            "(released_as IS NOT DISTINCT FROM 'burned') = (body IS NULL)",
            name=op.f("ck_unsent_messages_burned_is_gone"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "person_id"],
            ["people.user_id", "people.id"],
            name=op.f("fk_unsent_messages_user_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_unsent_messages_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_unsent_messages")),
    )
    op.create_table(
        "milestones",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("streak_id", sa.Uuid(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("awarded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("revoked_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id", "streak_id"],
            ["streaks.user_id", "streaks.id"],
            name=op.f("fk_milestones_user_id_streak_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_milestones_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_milestones")),
        sa.UniqueConstraint(
            "user_id", "streak_id", "opened_by", "days", name="uq_milestones_reached"
        ),
    )
    op.create_table(
        "reviews",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("day_starts_at", sa.Time(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("streak_id", sa.Uuid(), nullable=True),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('go_on', 'open_to_contact', 'let_go')",
            name=op.f("ck_reviews_decision_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('weekly', 'day_31', 'day_56', 'custom')", name=op.f("ck_reviews_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "streak_id"],
            ["streaks.user_id", "streaks.id"],
            name=op.f("fk_reviews_user_id_streak_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_reviews_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_reviews")),
    )
    op.create_table(
        "urges",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("occurred_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("day_starts_at", sa.Time(), nullable=False),
        sa.Column("local_date", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("wants_to", sa.String(), nullable=False),
        sa.Column("triggers", postgresql.ARRAY(sa.String()), nullable=False),
        sa.Column("intensity", sa.Integer(), nullable=False),
        sa.Column("pretext", sa.LargeBinary(), nullable=True),
        sa.Column("hold_until", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("technique_id", sa.Uuid(), nullable=True),
        sa.Column("intensity_after", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("resolved_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=True),
        sa.Column("contact_event_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('resisted', 'slipped', 'passed')", name=op.f("ck_urges_outcome_known")
        ),
        sa.CheckConstraint(
            "triggers <@ ARRAY['lonely', 'bored', 'tired', 'drinking', 'anniversary', 'song', 'place', 'saw_post', 'heard_news', 'dream', 'argument', 'good_news', 'late_night', 'other']::varchar[]",
            name=op.f("ck_urges_triggers_known"),
        ),
        sa.CheckConstraint(
            "wants_to IN ('reach_out', 'reply', 'check', 'post', 'meet')",
            name=op.f("ck_urges_wants_to_known"),
        ),
        sa.CheckConstraint("intensity BETWEEN 0 AND 10", name=op.f("ck_urges_intensity_in_range")),
        sa.CheckConstraint(
            "intensity_after BETWEEN 0 AND 10", name=op.f("ck_urges_intensity_after_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "contact_event_id"],
            ["contact_events.user_id", "contact_events.id"],
            name=op.f("fk_urges_user_id_contact_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id", "person_id"],
            ["people.user_id", "people.id"],
            name=op.f("fk_urges_user_id_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_urges_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_urges")),
    )
    op.create_table(
        "urge_alerts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True, precision=3), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("body_digest", sa.LargeBinary(), nullable=False),
        sa.Column("urge_id", sa.Uuid(), nullable=False),
        sa.Column("supporter_ids", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "urge_id"],
            ["urges.user_id", "urges.id"],
            name=op.f("fk_urge_alerts_user_id_urge_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_urge_alerts_user_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_urge_alerts")),
    )
    op.add_column("contact_events", sa.Column("urge_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_contact_events_user_id_urge_id"),
        "contact_events",
        "urges",
        ["user_id", "urge_id"],
        ["user_id", "id"],
        initially="DEFERRED",
        deferrable=True,
    )
    op.create_index(
        "ix_contact_events_urge",
        "contact_events",
        ["user_id", "urge_id"],
        unique=False,
        postgresql_where=sa.text("urge_id IS NOT NULL"),
    )
    for table, moment in NEWEST_FIRST.items():
        op.create_index(f"ix_{table}_newest", table, ["user_id", moment, "id"])
    op.create_index(
        "ix_goals_active",
        "goals",
        ["user_id", "recorded_at", "id"],
        postgresql_where=sa.text("status = 'active'"),
    )
    op.create_index(
        "ix_activities_planned",
        "activities",
        ["user_id", "planned_on", "id"],
        postgresql_where=sa.text("status = 'planned'"),
    )
    op.create_index("ix_reviews_streak", "reviews", ["user_id", "streak_id", "kind"])
    open_directory("due_work")
    open_directory("heartbeats")
    for table in OWNED:
        protect(table)


def downgrade() -> None:
    op.drop_index("ix_activities_planned", "activities")
    op.drop_index("ix_goals_active", "goals")
    op.drop_constraint(
        op.f("fk_contact_events_user_id_urge_id"), "contact_events", type_="foreignkey"
    )
    op.drop_column("contact_events", "urge_id")
    op.drop_table("urge_alerts")
    op.drop_table("urges")
    op.drop_table("reviews")
    op.drop_table("milestones")
    op.drop_table("unsent_messages")
    op.drop_table("space_windows")
    op.drop_table("return_checks")
    op.drop_table("journal_entries")
    op.drop_table("encounters")
    op.drop_table("techniques")
    op.drop_table("supporters")
    op.drop_table("self_checks")
    op.drop_table("heartbeats")
    op.drop_table("due_work")
