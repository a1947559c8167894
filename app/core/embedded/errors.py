class EmbeddedUnavailable(RuntimeError):
    """The PostgreSQL that comes with us cannot serve; the message says why and what to do."""
