"""Rows of a long history, made by the server itself: every day has its share, the last is today.

What is encrypted holds bytes that nobody opens; parameters are user_id, now, n and days.
"""

ENTRY = (
    "user_id, id, revision, created_revision, recorded_at, updated_at, source, body_digest, "
    "occurred_at"
)
PLACE = "time_zone, day_starts_at, local_date"
VALUES = """CAST(:user_id AS uuid), gen_random_uuid(), 1, 1, at, at, 'first_party', ''::bytea, at,
 'Europe/Berlin', time '04:00', (at AT TIME ZONE 'Europe/Berlin' - interval '4 hours')::date"""
MOMENTS = """FROM generate_series(1, CAST(:n AS int)) AS i, LATERAL (
 SELECT date_trunc('milliseconds', CAST(:now AS timestamptz)
  - CAST(:days AS int) * interval '1 day' * i / CAST(:n AS int)) AS at)
 AS moment"""

OWN = {
    "moods": (
        "kind, valence, labels, associations, custom_labels, energy, longing, loneliness",
        """'momentaryEmotion', sin(i * 0.7), ARRAY['calm']::varchar[], '{}'::varchar[],
        '\\x00'::bytea, i % 11, (i * 3) % 11, (i * 7) % 11""",
    ),
    "activity_logs": (
        "area, company, enjoyment, first_time, mindfulness_type",
        """(ARRAY['friends', 'body', 'mind', 'craft', 'home'])[1 + i % 5],
        ARRAY[(ARRAY['alone', 'friends', 'family', 'person'])[1 + i % 4]]::varchar[],
        i % 11, i % 17 = 0, CASE WHEN i % 6 = 0 THEN 'breathing' END""",
    ),
    "contact_events": (
        "kind, unwanted, tone",
        """(ARRAY['heard_from', 'replied', 'checked_profile', 'told_about',
        'reached_out'])[1 + i % 5], false, CASE WHEN i % 2 = 0 THEN 'open' END""",
    ),
    "urges": (
        "wants_to, triggers, intensity, hold_until, technique_id, intensity_after, outcome",
        """'check', ARRAY[(ARRAY['lonely', 'late_night', 'song'])[1 + i % 3]]::varchar[], i % 11,
        at,
        CASE WHEN i % 2 = 0 THEN gen_random_uuid() END, (i * 3) % 11,
        (ARRAY['resisted', 'passed', 'slipped'])[1 + i % 3]""",
    ),
    "journal_entries": (
        "body, is_sealed, focus",
        "'\\x00'::bytea, i % 9 = 0, (ARRAY['self', 'them', 'both', 'other'])[1 + i % 4]",
    ),
}
SHARES = {
    "moods": 0.4,
    "activity_logs": 0.25,
    "contact_events": 0.15,
    "urges": 0.1,
    "journal_entries": 0.1,
}
"""Of all entries."""

LINKING = """UPDATE contact_events SET urge_id = urges.id FROM urges
 WHERE urges.user_id = CAST(:user_id AS uuid) AND contact_events.user_id = urges.user_id
 AND contact_events.occurred_at = urges.occurred_at"""
"""Half of the urges became what happened at that very moment."""


def insertion(table: str) -> str:
    columns, values = OWN[table]
    return f"INSERT INTO {table} ({ENTRY}, {PLACE}, {columns}) SELECT {VALUES}, {values} {MOMENTS}"
