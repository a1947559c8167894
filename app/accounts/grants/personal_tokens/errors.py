from http import HTTPStatus

from app.core.errors import AppError, NotFound


class PersonalAccessTokenNotFound(NotFound):
    """You have no personal access token of this id: there never was one, or it has ended."""

    code = "personal-access-token-not-found"
    title = "There is no such token of yours."


class TooManyPersonalAccessTokens(AppError):
    """You have as many personal access tokens as one may. Delete one that no script uses."""

    status = HTTPStatus.CONFLICT
    code = "too-many-personal-access-tokens"
    title = "You have too many tokens."


class ConfirmationRefused(AppError):
    """A token of the scope `owner` opens everything, so it takes a fresh proof of who asks.

    That is the account's `password`; for an account without one, its newest `recovery_code`,
    which stays as good as it is. What came was neither. A limited token needs no proof.
    """

    status = HTTPStatus.FORBIDDEN
    code = "confirmation-refused"
    title = "That does not prove that it is you."
