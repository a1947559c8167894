"""The access check: the live session and its user, read or taken for a write, in one statement."""

from sqlalchemy import ColumnElement, String, Update, bindparam, cast, func, select, update

from app.accounts.auth.models import Session
from app.accounts.users.models import User
from app.core.tables import AnySelect

OWNER_COLUMNS = (
    User.revision,
    User.time_zone,
    User.day_starts_at,
    User.week_starts_on,
    User.today_floor,
    User.locale,
    User.preferences,
)


def _session_lives() -> tuple[ColumnElement[bool], ...]:
    return (
        User.id == bindparam("user_id"),
        User.deleted_at.is_(None),
        Session.user_id == User.id,
        Session.id == bindparam("session_id"),
        Session.revoked_at.is_(None),
        Session.expires_at > bindparam("now"),
    )


READ: AnySelect = select(*OWNER_COLUMNS).where(*_session_lives())
"""Parameters: user_id, session_id, now. One row if the session lives, else none."""

WRITE: Update = (
    update(User)
    .where(*_session_lives())
    .values(revision=User.revision + 1)
    .returning(*OWNER_COLUMNS, func.set_config("app.user_id", cast(User.id, String), True))  # noqa: FBT003
)
"""As READ, and raises the user's revision: from here on their writes wait for this one."""

IS_LIVE = (User.id == bindparam("user_id"), User.deleted_at.is_(None))

JOB_READ: AnySelect = select(*OWNER_COLUMNS).where(*IS_LIVE)
"""Parameter: user_id. One row if there is such a user, whoever asks."""

JOB_WRITE: Update = (
    update(User)
    .where(*IS_LIVE)
    .values(revision=User.revision + 1)
    .returning(*OWNER_COLUMNS, func.set_config("app.user_id", cast(User.id, String), True))  # noqa: FBT003
)
"""As JOB_READ, and raises the user's revision as WRITE does."""
