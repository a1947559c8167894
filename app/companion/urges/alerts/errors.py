from http import HTTPStatus

from app.core.errors import AppError


class SupporterHasNotAgreed(AppError):
    """Nobody is alerted who has not agreed to it, or does not any more. `errors` says who.

    Leave them out, or ask them again with `POST /v1/supporters/{supporter_id}/requests`.
    """

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "supporter-has-not-agreed"
    title = "Somebody named there has not agreed."


class TooManyAlerts(AppError):
    """Your circle was alerted three times within an hour. Wait as long as `Retry-After` says.

    If you need somebody now, call them, or a help line.
    """

    status = HTTPStatus.TOO_MANY_REQUESTS
    code = "too-many-alerts"
    title = "Your circle was alerted three times within the hour."
