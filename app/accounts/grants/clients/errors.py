from http import HTTPStatus

from app.core.errors import AppError, NotFound


class OAuthClientNotFound(NotFound):
    """You registered no app of this id, or it is deleted."""

    code = "oauth-client-not-found"
    title = "There is no such app of yours."


class TooManyOAuthClients(AppError):
    """You have registered as many apps as one may. Delete one that nobody uses."""

    status = HTTPStatus.CONFLICT
    code = "too-many-oauth-clients"
    title = "You have registered too many apps."


class OAuthClientIsPublic(AppError):
    """A public client runs on its users' devices, where no secret stays one: it has none.

    It proves itself by PKCE. An app that runs on a server of yours is registered as confidential.
    """

    status = HTTPStatus.CONFLICT
    code = "oauth-client-is-public"
    title = "A public client has no secret."
