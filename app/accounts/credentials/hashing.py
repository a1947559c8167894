"""Passwords at work: hashing takes its turn, and who comes when too many wait is told when."""

from collections.abc import Awaitable
from typing import TypeVar

from app.accounts.credentials import addresses
from app.core.errors import FieldError, Invalid, TooManyRequests
from app.security import passwords

T = TypeVar("T")
SOON = {"retry-after": "2"}


async def hashed(password: str) -> str:
    """Hash a new password.

    Raises:
        TooManyRequests: too many are waiting.
    """
    return await _in_turn(passwords.hash_password(password))


async def is_right(stored: str | None, password: str) -> bool:
    """Compare a password with its hash; without one, take as long and say no.

    Raises:
        TooManyRequests: too many are waiting.
    """
    return await _in_turn(passwords.verify_password(stored, password))


async def renewed(stored: str, password: str) -> str | None:
    """Hash a right password anew if its hash is of older strength."""
    return await hashed(password) if passwords.needs_rehash(stored) else None


def refuse_address(password: str, address: str | None, *, pointer: str) -> None:
    """Refuse a password that is the account's address.

    Raises:
        Invalid: it is.
    """
    if address is not None and password.casefold() in {
        address.casefold(),
        addresses.compared(address),
    }:
        raise Invalid(errors=[FieldError(detail="not the e-mail address", pointer=pointer)])


async def _in_turn(work: Awaitable[T]) -> T:
    try:
        return await work
    except passwords.HashingBusy:
        raise TooManyRequests(headers=SOON) from None
