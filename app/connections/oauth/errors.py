"""Refusals in the words of RFC 6749, section 5.2, which are problems as well."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import ClassVar

from app.core.errors import AppError

NOT_KEPT = {"cache-control": "no-store"}


class OAuthRefusal(AppError):
    """A request to one of OAuth's endpoints was refused. `error` says why, as RFC 6749 has it."""

    status = HTTPStatus.BAD_REQUEST
    code = "oauth-refusal"
    title = "The request was refused."
    error: ClassVar[str] = "invalid_request"
    media_type = "application/json"
    always: ClassVar[Mapping[str, str]] = NOT_KEPT

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail)
        self.members = {"error": self.error, "error_description": str(self)}


class InvalidRequest(OAuthRefusal):
    """A parameter is missing, given twice, or not what it has to be. `detail` says which."""

    code = "invalid-request"
    title = "A parameter is missing, given twice, or malformed."


class InvalidClient(OAuthRefusal):
    """The app is not known, or did not prove that it is the one it says it is.

    A confidential client sends its secret, by HTTP Basic or in the body, never both. A public
    client has none and sends its `client_id`.
    """

    status = HTTPStatus.UNAUTHORIZED
    code = "invalid-client"
    title = "The app is not known, or did not prove who it is."
    error = "invalid_client"
    always: ClassVar[Mapping[str, str]] = NOT_KEPT | {
        "www-authenticate": 'Basic realm="ownorbit", charset="UTF-8"'
    }


class InvalidGrant(OAuthRefusal):
    """The code or the refresh token does not count.

    It was used, is too old, is another app's, or does not fit the redirect URI or the verifier;
    or the user has withdrawn what it stood for. Send the user to `/oauth/authorize` again. A code
    that comes back, and a refresh token older than the last two, end what they gave.
    """

    code = "invalid-grant"
    title = "That code or refresh token does not count."
    error = "invalid_grant"


class InvalidScope(OAuthRefusal):
    """A refresh can ask for less than the user allowed, never for more."""

    code = "invalid-scope"
    title = "That is more than the user allowed."
    error = "invalid_scope"


class UnsupportedGrantType(OAuthRefusal):
    """Tokens are given for `authorization_code` and `refresh_token`, and for nothing else."""

    code = "unsupported-grant-type"
    title = "There is no such way to a token."
    error = "unsupported_grant_type"
