from app.core.errors import NotFound


class JournalEntryNotFound(NotFound):
    """You have no journal entry of this id: there never was one, or it is deleted."""

    code = "journal-entry-not-found"
    title = "There is no such journal entry."
