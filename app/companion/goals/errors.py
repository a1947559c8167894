from app.core.errors import NotFound


class GoalNotFound(NotFound):
    """You have no goal of this id: there never was one, or it is deleted."""

    code = "goal-not-found"
    title = "There is no such goal."
