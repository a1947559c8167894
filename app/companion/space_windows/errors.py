from app.core.errors import NotFound


class SpaceWindowNotFound(NotFound):
    """You have no space window of this id: there never was one, or it is deleted."""

    code = "space-window-not-found"
    title = "There is no such space window."
