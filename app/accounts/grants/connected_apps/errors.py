from app.core.errors import NotFound


class ConnectedAppNotFound(NotFound):
    """You allow nothing to an app of this id: you never did, it ended, or you withdrew it."""

    code = "connected-app-not-found"
    title = "You allow nothing to such an app."
