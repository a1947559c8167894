"""Why somebody is not let in."""

from http import HTTPStatus

from app.core.errors import CHALLENGE, AppError


class RefreshTokenRefused(AppError):
    """The refresh token is none of ours, or its session has ended. Sign in again."""

    status = HTTPStatus.UNAUTHORIZED
    code = "refresh-token-refused"
    title = "That refresh token does not count."
    always = CHALLENGE


class RefreshTokenReused(AppError):
    """A refresh token came back long after it was exchanged: somebody has a copy.

    The session it belongs to is revoked, for whoever holds it. Sign in again. The newest token and
    the one just before it are always fine, so a lost answer never leads here.
    """

    status = HTTPStatus.UNAUTHORIZED
    code = "refresh-token-reused"
    title = "That refresh token was used before; its session is revoked."
    always = CHALLENGE


class RecoveryCodeRefused(AppError):
    """The recovery code opens no account. Each code works once; its answer shows the next one."""

    status = HTTPStatus.UNAUTHORIZED
    code = "recovery-code-refused"
    title = "That recovery code does not count."
    always = CHALLENGE
