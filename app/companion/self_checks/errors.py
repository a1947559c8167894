from app.core.errors import NotFound


class SelfCheckNotFound(NotFound):
    """You have no self-check of this id: there never was one, or it is deleted."""

    code = "self-check-not-found"
    title = "There is no such self-check."
