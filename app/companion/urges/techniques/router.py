from uuid import UUID

from fastapi import Response, status

from app.accounts.auth.dependencies import Reads, Writes
from app.companion.urges.techniques import service
from app.companion.urges.techniques.dependencies import KnownTechnique, TechniqueToChange
from app.companion.urges.techniques.errors import (
    TechniqueIsBuiltIn,
    TechniqueNotFound,
    TooManyTechniques,
)
from app.companion.urges.techniques.schemas import (
    OwnTechniqueRead,
    TechniqueCreate,
    TechniqueRead,
    TechniquesRead,
    TechniqueUpdate,
)
from app.core.answers import changed, created
from app.core.clock import Now
from app.core.conditional import IfMatch
from app.core.errors import problems
from app.core.routing import Router, Session
from app.core.tables import Record
from app.core.texts import AcceptedLanguages, language_for

router = Router(prefix="/v1/techniques", tags=["techniques"])


@router.get("", response_model=TechniquesRead)
async def list_techniques(db: Session, owner: Reads, accepted: AcceptedLanguages) -> Record:
    """List what to do instead: your own techniques, newest first, then the built-in ones.

    The whole list at once. The built-in ones come in the language of `Accept-Language`, else of
    your `locale`; German and English are there.
    """
    return await service.list_all(db, owner, language_for(accepted, owner.locale))


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=OwnTechniqueRead,
    responses=problems(TooManyTechniques),
)
async def create_technique(
    db: Session, owner: Writes, body: TechniqueCreate, now: Now, response: Response
) -> Record:
    """Add a technique of your own. It is offered at urges like the others; at most 100."""
    return created(response, await service.create(db, owner, body, now=now))


@router.get("/{technique_id}", response_model=TechniqueRead, responses=problems(TechniqueNotFound))
async def get_technique(technique: KnownTechnique) -> Record:
    """Read one technique, built in or your own."""
    return technique


@router.patch(
    "/{technique_id}",
    response_model=OwnTechniqueRead,
    responses=problems(TechniqueNotFound, TechniqueIsBuiltIn),
)
async def update_technique(
    db: Session,
    owner: Writes,
    technique: TechniqueToChange,
    body: TechniqueUpdate,
    now: Now,
    response: Response,
) -> Record:
    """Change a technique of your own (JSON Merge Patch). Built-in ones stay as they are."""
    return changed(response, await service.update(db, owner, technique, body, now=now))


@router.delete(
    "/{technique_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(TechniqueIsBuiltIn),
)
async def delete_technique(
    db: Session, owner: Writes, technique_id: UUID, if_match: IfMatch, now: Now
) -> None:
    """Delete a technique of your own. Urges at which you tried it stay. What never was: 204."""
    await service.delete(db, owner, technique_id, if_match=if_match, now=now)
