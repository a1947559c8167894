"""Tokens whose signature has been checked already, by their exact text."""

from collections import OrderedDict
from datetime import datetime

from app.security.claims import Claims


class VerifiedTokens:
    """The most recently used ones, up to a number. For one thread."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._claims: OrderedDict[str, Claims] = OrderedDict()

    def __len__(self) -> int:
        return len(self._claims)

    def find(self, token: str) -> Claims | None:
        claims = self._claims.get(token)
        if claims is not None:
            self._claims.move_to_end(token)
        return claims

    def keep(self, token: str, claims: Claims, now: datetime) -> None:
        """Keep a token; let those go that have expired at the far end, or are too many."""
        self._claims[token] = claims
        while self._is_oldest_done(now):
            self._claims.popitem(last=False)

    def drop(self, token: str) -> None:
        self._claims.pop(token, None)

    def clear(self) -> None:
        self._claims.clear()

    def _is_oldest_done(self, now: datetime) -> bool:
        oldest = next(iter(self._claims.values()), None)
        return oldest is not None and (
            len(self._claims) > self._capacity or oldest.expires_at <= now
        )
