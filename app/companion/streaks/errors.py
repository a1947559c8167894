from http import HTTPStatus

from app.core.errors import AppError, NotFound


class StreakNotFound(NotFound):
    """You have no streak of this id: there never was one, or it is deleted."""

    code = "streak-not-found"
    title = "There is no such streak."


class StreakRunsAlready(AppError):
    """A streak of this kind, person, label and platforms is running. End it first, or go on.

    The same holds for taking back an ending while such a streak has begun since.
    """

    status = HTTPStatus.CONFLICT
    code = "streak-runs-already"
    title = "Such a streak is running already."
