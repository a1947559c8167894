from app.core.errors import NotFound


class NotificationNotFound(NotFound):
    """You have no notification of this id: there never was one, or its reminder is deleted."""

    code = "notification-not-found"
    title = "There is no such notification."
