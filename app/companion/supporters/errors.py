from http import HTTPStatus

from app.core.errors import AppError, NotFound


class SupporterNotFound(NotFound):
    """You have no supporter of this id: there never was one, or it is deleted."""

    code = "supporter-not-found"
    title = "There is no such supporter."


class SupporterHasAnswered(AppError):
    """They have agreed already, or declined, or changed their mind: they are not asked again.

    The link in their mail lets them change their answer whenever they like.
    """

    status = HTTPStatus.CONFLICT
    code = "supporter-has-answered"
    title = "They have answered already."


class AskedLately(AppError):
    """They were asked within the last 24 hours. Give them time: `Retry-After` says how long."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "asked-lately"
    title = "They were asked not long ago."


class ConsentTokenRefused(AppError):
    """The token is none of ours, or whoever asked has taken the request back."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "consent-token-refused"
    title = "That token does not count."
