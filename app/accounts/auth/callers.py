"""Who calls, as far as the token alone tells: a session of the owner's, or one who has a grant."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from app.accounts.auth.scopes import OWNER
from app.core.ids import new_id
from app.security.claims import Claims


@dataclass(frozen=True, slots=True)
class Delegate:
    """An app (`client_id`), or a script with a personal token (`digest`), that acts on a grant.

    Of a personal token, `scopes` is only whether it says that it is the owner's: what the grant
    holds, the database knows. `needed` is the scope that the operation wants; `resource` is method
    and path template; `issued_at` is of an app's token; `use_id` is of the one entry in the access
    log that the request leaves, however often it is looked at.
    """

    user_id: UUID
    grant_id: UUID
    client_id: UUID | None
    digest: bytes | None
    scopes: frozenset[str]
    needed: str
    resource: str
    issued_at: datetime | None = None
    use_id: UUID = field(default_factory=new_id)

    @property
    def sees_everything(self) -> bool:
        return OWNER in self.scopes


Caller = Claims | Delegate


def sees_everything(caller: Caller) -> bool:
    return OWNER in caller.scopes
