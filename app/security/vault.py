"""Users' ciphers: made at sign-up, kept at hand in a bounded cache, destroyed at erasure."""

from collections import OrderedDict
from datetime import datetime
from uuid import UUID

import structlog

from app.core import key_store
from app.core.database import Database
from app.core.logs import pseudonym
from app.security.encryption import Unreadable, UserCipher, new_key
from app.security.master_ring import MasterRing

CACHED_USERS = 10_000
AT_ONCE = 100

log = structlog.get_logger()


class KeyDestroyed(Exception):
    """The user's data key is gone: the account was erased."""


class Vault:
    """Where a process gets ciphers from."""

    def __init__(self, keys: Database, ring: MasterRing) -> None:
        self._keys = keys
        self._ring = ring
        self._cached: OrderedDict[UUID, UserCipher] = OrderedDict()

    async def create(self, user_id: UUID, *, now: datetime) -> UserCipher:
        """Make and store a new user's key. It stays behind, useless, if the sign-up fails."""
        key = new_key()
        await key_store.put(self._keys, user_id, self._ring.wrap(key, user_id), now=now)
        return self._remember(user_id, UserCipher(key, user_id))

    async def cipher_of(self, user_id: UUID) -> UserCipher:
        """Give a user's cipher, from memory where possible.

        Raises:
            KeyDestroyed: there is no key any more.
        """
        cipher = self._cached.get(user_id)
        if cipher is not None:
            self._cached.move_to_end(user_id)
            return cipher
        cipher = await self.look_up(user_id)
        if cipher is None:
            raise KeyDestroyed
        return cipher

    async def look_up(self, user_id: UUID) -> UserCipher | None:
        """Ask the store, also for a cipher at hand: it takes as long for somebody unknown."""
        wrapped = await key_store.get(self._keys, user_id)
        if wrapped is None:
            return None
        return self._remember(user_id, UserCipher(self._ring.unwrap(wrapped, user_id), user_id))

    async def destroy(self, user_id: UUID, *, now: datetime) -> None:
        self._cached.pop(user_id, None)
        await key_store.destroy(self._keys, user_id, now=now)

    async def rewrap(self) -> None:
        """Wrap anew what older master keys wrap, user by user; reads go on meanwhile.

        When nothing is left, the ring is settled: the older keys can go.
        """
        self._ring.look()
        older = self._ring.older
        while any([await self._rewrap_from(number) for number in older]):
            continue
        if older and not await key_store.has_others(self._keys, self._ring.newest):
            self._ring.settle()

    async def _rewrap_from(self, number: int) -> int:
        done, after = 0, UUID(int=0)
        while rows := await key_store.wrapped_by(self._keys, number, after, limit=AT_ONCE):
            for row in rows:
                done += await self._rewrap_one(row.user_id, row.wrapped)
            after = rows[-1].user_id
        return done

    async def _rewrap_one(self, user_id: UUID, wrapped: bytes) -> bool:
        try:
            anew = self._ring.wrap(self._ring.unwrap(wrapped, user_id), user_id)
        except Unreadable:
            log.error("user-key-unreadable", user=pseudonym(user_id))  # noqa: TRY400
            return False
        await key_store.replace(self._keys, user_id, wrapped, anew)
        return True

    def _remember(self, user_id: UUID, cipher: UserCipher) -> UserCipher:
        self._cached[user_id] = cipher
        if len(self._cached) > CACHED_USERS:
            self._cached.popitem(last=False)
        return cipher
