from app.core.errors import NotFound


class ActivityLogNotFound(NotFound):
    """You have no activity log of this id: there never was one, or it is deleted."""

    code = "activity-log-not-found"
    title = "There is no such activity log."
