from http import HTTPStatus

from app.core.errors import AppError, NotFound


class DeviceNotFound(NotFound):
    """You have no device of this id: there never was one, or it is deleted."""

    code = "device-not-found"
    title = "There is no such device."


class PushProviderUnavailable(AppError):
    """This service is not set up to send by that provider; `detail` names those it can send by.

    `GET /v1/push-keys` lists them, too. Web Push and UnifiedPush always work.
    """

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "push-provider-unavailable"
    title = "This service does not send by that provider."


class TooManyDevices(AppError):
    """You have 20 devices. Delete one that you no longer use, then add the new one."""

    status = HTTPStatus.CONFLICT
    code = "too-many-devices"
    title = "You have as many devices as there may be."
