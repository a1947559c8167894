from http import HTTPStatus

from app.core.errors import AppError, NotFound


class ReviewNotFound(NotFound):
    """You have no review of this id: there never was one, or it is deleted."""

    code = "review-not-found"
    title = "There is no such review."


class ReviewNotDue(AppError):
    """A review of this kind is not due on the date of `occurred_at`, or was made already.

    A weekly one can be made once a week, after the first whole week. A streak's can be made once
    each, from its day 31 and day 56 on, while it has not ended. A `custom` one is always welcome:
    send the answers as such.
    """

    status = HTTPStatus.CONFLICT
    code = "review-not-due"
    title = "That review is not due."
