"""Units: words of the user's own that can be compared without being read."""

from unicodedata import normalize

from app.core.owners import Owner


def digest_of(owner: Owner, unit: str | None) -> bytes | None:
    """Give the same for the same word, however it is capitalised or spaced at its ends."""
    if unit is None:
        return None
    word = normalize("NFC", normalize("NFC", unit.strip()).casefold())
    return owner.cipher.digest("unit", word.encode())
