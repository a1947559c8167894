"""What coming in needs of the process, beside a connection."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.accounts.auth import allowances
from app.core import limits
from app.core.client_versions import ClientVersion
from app.core.database import Database, Db
from app.security.tokens import SigningKeys, jwks
from app.security.vault import Vault


@dataclass(frozen=True, slots=True)
class Entrance:
    """One request at the door.

    `network` names where it comes from, `client` which app it is, if it says so.
    `confirms_by_mail` is false where no mail server is set: addresses then count as confirmed
    at once. Who hashes a password leases from `database` late.
    """

    database: Database
    vault: Vault
    signing_keys: SigningKeys
    server_key: bytes = field(repr=False)
    issuer: str
    network: bytes
    client: ClientVersion | None
    confirms_by_mail: bool

    async def spend(
        self, db: Db, limit: limits.Limit, subject: bytes | None = None, *, now: datetime
    ) -> None:
        """Count an attempt on `subject`, or else one from this network.

        Raises:
            TooManyRequests: there were too many.
        """
        subject = self.network if subject is None else subject
        key = allowances.key(self.server_key, limit, subject)
        await limits.spend(db, limit, key, now=now)

    def public_keys(self) -> dict[str, Any]:
        return dict(jwks(self.signing_keys))
