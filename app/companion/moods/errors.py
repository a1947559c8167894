from app.core.errors import NotFound


class MoodNotFound(NotFound):
    """You have no mood of this id: there never was one, or it is deleted."""

    code = "mood-not-found"
    title = "There is no such mood."
