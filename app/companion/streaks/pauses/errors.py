from http import HTTPStatus

from app.core.errors import AppError, NotFound


class PauseNotFound(NotFound):
    """The streak has no pause of this id: there never was one, or it is deleted."""

    code = "pause-not-found"
    title = "There is no such pause."


class PauseOverlaps(AppError):
    """Another pause of this streak has some of these dates. Change or delete that one first."""

    status = HTTPStatus.CONFLICT
    code = "pause-overlaps"
    title = "Some of these dates are paused already."
