from http import HTTPStatus

from app.core.errors import AppError, NotFound


class WebhookEndpointNotFound(NotFound):
    """You have no endpoint of this id: there never was one, it is deleted, or another app's.

    An app sees only the endpoints that it made; the user sees all.
    """

    code = "webhook-endpoint-not-found"
    title = "There is no such webhook endpoint."


class WebhookDeliveryNotFound(NotFound):
    """The endpoint has no delivery of this id. Deliveries are forgotten after 30 days."""

    code = "webhook-delivery-not-found"
    title = "There is no such delivery."


class EventTypesOutOfScope(AppError):
    """Types of events follow scopes: who may not read moods is told of none. `detail` says which.

    `moods:read` is for `mood.*`, `activities:read` for `activity.*` and `activity_log.*`,
    `goals:read` for `goal.*`, `streaks:read` for `streak.*`. The rest is the user's own.
    """

    status = HTTPStatus.FORBIDDEN
    code = "event-types-out-of-scope"
    title = "You may not hear of some of these events."


class WebhookEndpointDisabled(AppError):
    """Nothing is sent to a disabled endpoint. Enable it first: `PATCH` with `status: enabled`."""

    status = HTTPStatus.CONFLICT
    code = "webhook-endpoint-disabled"
    title = "The endpoint is disabled."


class TooManyWebhookEndpoints(AppError):
    """You have 10 endpoints, or the user has 50 with those of all apps and scripts.

    Delete one that you no longer use, then add the new one; the user can delete those of others.
    """

    status = HTTPStatus.CONFLICT
    code = "too-many-webhook-endpoints"
    title = "You have as many endpoints as there may be."
