"""The access check of grants: the live grant and its user, and the use of it written down."""

from sqlalchemy import (
    CTE,
    ColumnElement,
    LargeBinary,
    String,
    Update,
    Uuid,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from app.accounts.auth.access_queries import ACTING, OWNER_COLUMNS
from app.accounts.grants.models import Access, Grant, OAuthClient
from app.accounts.users.models import User
from app.core.tables import AnySelect

MOMENT = Access.at.type
USED = ("user_id", "id", "grant_id", "resource", "at", "issued_at")


def _given_to_an_app() -> tuple[ColumnElement[bool], ...]:
    return (
        Grant.client_id == bindparam("client_id", type_=Uuid()),
        exists().where(OAuthClient.id == Grant.client_id),
    )


def _kept_as_a_token() -> tuple[ColumnElement[bool], ...]:
    return (
        Grant.client_id.is_(None),
        Grant.secret_digest == bindparam("digest", type_=LargeBinary()),
    )


def _lives(*given: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return (
        User.id == bindparam("user_id", type_=Uuid()),
        User.deleted_at.is_(None),
        Grant.user_id == User.id,
        Grant.id == bindparam("grant_id", type_=Uuid()),
        Grant.revoked_at.is_(None),
        or_(Grant.expires_at.is_(None), Grant.expires_at > bindparam("now", type_=MOMENT)),
        *given,
    )


def _written_down(*lives: ColumnElement[bool]) -> CTE:
    """Write the use down if the grant allows it, in the statement that finds it out."""
    allowed = Grant.scopes.overlap(bindparam("any_of", type_=Grant.scopes.type))
    row = select(
        User.id,
        bindparam("use_id", type_=Uuid()),
        Grant.id,
        bindparam("resource", type_=String()),
        bindparam("now", type_=MOMENT),
        bindparam("issued_at", type_=MOMENT),
    ).where(*lives, allowed)
    use = insert(Access).from_select(USED, row).on_conflict_do_nothing()
    return use.returning(literal_column("1")).cte("used")


def _reading(*lives: ColumnElement[bool]) -> AnySelect:
    used = _written_down(*lives)
    return select(*OWNER_COLUMNS, Grant.scopes).where(*lives).add_cte(used)


def _writing(*lives: ColumnElement[bool]) -> Update:
    return (
        update(User)
        .where(*lives)
        .values(revision=User.revision + 1)
        .returning(*OWNER_COLUMNS, ACTING, Grant.scopes)
        .add_cte(_written_down(*lives))
    )


READ_FOR_APP = _reading(*_lives(*_given_to_an_app()))
"""Parameters: user_id, grant_id, client_id, now, use_id, resource, issued_at, any_of (scopes that
do). One `use_id` leaves one entry."""

WRITE_FOR_APP = _writing(*_lives(*_given_to_an_app()))
READ_WITH_TOKEN = _reading(*_lives(*_kept_as_a_token()))
"""As READ_FOR_APP, with digest instead of client_id."""

WRITE_WITH_TOKEN = _writing(*_lives(*_kept_as_a_token()))
