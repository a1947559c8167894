from app.core.errors import NotFound


class MilestoneNotFound(NotFound):
    """You have no milestone of this id: there never was one, or its streak is deleted."""

    code = "milestone-not-found"
    title = "There is no such milestone."
