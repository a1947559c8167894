from http import HTTPStatus

from app.core.errors import AppError, NotFound


class ReminderNotFound(NotFound):
    """You have no reminder of this id: there never was one, or it is deleted."""

    code = "reminder-not-found"
    title = "There is no such reminder."


class TooManyReminders(AppError):
    """You have 50 reminders, which is as many as there may be.

    Delete one that you no longer use, then make the new one.
    """

    status = HTTPStatus.CONFLICT
    code = "too-many-reminders"
    title = "You have as many reminders as there may be."
