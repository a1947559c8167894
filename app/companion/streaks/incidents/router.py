from typing import Any

from fastapi import Depends, status

from app.accounts.auth.dependencies import Reads, ReadsUntagged
from app.companion.streaks.incidents import service
from app.companion.streaks.incidents.schemas import IncidentRead
from app.companion.streaks.incidents.spreadsheet import FIRST_LINE, CsvFile
from app.core.pagination import Page, Pages
from app.core.routing import Pool, Router, Session, session

router = Router(prefix="/v1/incidents", tags=["contact events"])


@router.get("", response_model=Page[IncidentRead])
async def list_incidents(db: Session, owner: Reads, paging: Pages) -> dict[str, Any]:
    """List every version of your contact events that was made in safety mode, newest first.

    One that is older and was changed or deleted in safety mode is here, too. `recorded_at` is the
    server's time. Nothing here can be changed or deleted, not even by you;
    only the deletion of the account takes it along.
    """
    return await service.list_page(db, owner, paging)


@router.get(
    ".csv",
    status_code=status.HTTP_200_OK,
    response_class=CsvFile,
    responses={200: {"content": {CsvFile.media_type: {"example": FIRST_LINE}}}},
    dependencies=[Depends(session)],
)
async def export_incidents(owner: ReadsUntagged, pool: Pool) -> CsvFile:
    """Take the whole log along as a file of comma-separated values, oldest first.

    The first line names the columns: `recorded_at`, `change`, `contact_event_id`, then what the
    contact event said in that version. Notes are given to the letter.
    """
    return CsvFile(service.whole_log(pool, owner))
