from typing import Annotated

from fastapi import Depends, Query
from pydantic import AfterValidator

from app.accounts.auth.dependencies import Reads
from app.companion.help_lines import service
from app.companion.help_lines.schemas import HelpRead
from app.core.routing import Router, session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages, language_for

router = Router(prefix="/v1/help-lines", tags=["help lines"])

Country = Annotated[
    str | None,
    Query(
        pattern="^[A-Za-z]{2}$",
        max_length=2,
        description="ISO 3166-1 alpha-2. Absent: the region of your `locale`, if it has one.",
    ),
    AfterValidator(lambda code: code and code.upper()),
]


@router.get("", response_model=HelpRead, dependencies=[Depends(session)])
async def get_help_lines(
    owner: Reads, languages: AcceptedLanguages, country: Country = None
) -> Record:
    """Find somebody to talk to: crisis lines, and help for whoever is afraid of somebody close.

    Each line and each directory names where it is published and when we looked. For a country
    that is not in our list, and for none at all, there are still the emergency number's guidance
    and directories.
    """
    return service.help_for(owner, country, language_for(languages, owner.locale))
