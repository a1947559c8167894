from app.core.errors import NotFound


class ActivityNotFound(NotFound):
    """You have no activity of this id: there never was one, or it is deleted."""

    code = "activity-not-found"
    title = "There is no such activity."
