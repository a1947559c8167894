from http import HTTPStatus

from app.core.errors import AppError, NotFound


class GoalPauseNotFound(NotFound):
    """The goal has no pause of this id: there never was one, or it is deleted."""

    code = "goal-pause-not-found"
    title = "The goal has no such pause."


class GoalPauseOverlaps(AppError):
    """Another pause of this goal has some of these dates. Change or delete that one first."""

    status = HTTPStatus.CONFLICT
    code = "goal-pause-overlaps"
    title = "The goal is paused on some of these dates already."
