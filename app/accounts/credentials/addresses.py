"""E-mail addresses: how they are read, and how they are compared without being known."""

import unicodedata
from hmac import digest

from app.core import mail
from app.security.encryption import derived


def readable(address: str) -> str:
    """Check that a mail can be sent there.

    Raises:
        ValueError: it can't.
    """
    mail.recipient(address)
    return address


def compared(address: str) -> str:
    """Write an address in the form in which two spellings of one mailbox are equal."""
    recipient = mail.recipient(address)
    local = unicodedata.normalize("NFC", recipient.username).casefold()
    return f"{unicodedata.normalize('NFC', local)}@{recipient.domain.lower()}"


def email_digest(server_key: bytes, address: str) -> bytes:
    """Name a mailbox in the directory: equal for equal mailboxes, and says nothing else."""
    return digest(derived(server_key, "email"), compared(address).encode(), "sha256")
