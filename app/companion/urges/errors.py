from app.core.errors import NotFound


class UrgeNotFound(NotFound):
    """You have no urge of this id: there never was one, or it is deleted."""

    code = "urge-not-found"
    title = "There is no such urge."
