"""Whether mails can say who a user is."""

from app.accounts.users import profiles, queries
from app.accounts.users.errors import NameNeeded
from app.accounts.users.rules import plain_name
from app.core.database import Db
from app.core.owners import Owner


async def refusal(db: Db, owner: Owner) -> NameNeeded | None:
    """Give why nobody can be asked in the user's name, or None: it can be said."""
    sealed = await db.scalar(queries.display_name(owner.id))
    told = profiles.opened(owner.cipher, owner.id, {"display_name": sealed})
    return NameNeeded() if plain_name(told["display_name"]) is None else None
