from typing import Annotated

from fastapi import Depends, Query, status

from app.accounts.auth.dependencies import ReadsUntagged
from app.connections.formats.exports.answers import AS_FILES, ExportFile, ExportFormat, file_of
from app.core.clock import Now
from app.core.routing import Pool, Router, session

router = Router(prefix="/v1/export", tags=["export and import"])


@router.get(
    "",
    status_code=status.HTTP_200_OK,
    response_class=ExportFile,
    responses=AS_FILES,
    dependencies=[Depends(session)],
)
async def export_everything(
    owner: ReadsUntagged,
    pool: Pool,
    now: Now,
    format: Annotated[ExportFormat, Query(description="Which kind of file.")] = "json",  # noqa: A002
) -> ExportFile:
    """Take everything along that is yours, as a file; it is written while you read it.

    * `json`: every record with its free text; what `POST /v1/imports` takes back.
    * `csv`: a zip archive with one table a file. Words that a spreadsheet would take for a formula
      begin with an apostrophe.
    * `fhir`: moods as a Bundle of Observations (HL7 FHIR R4, Personal Health Records).
    * `state_of_mind`: moods as Apple Health has them.
    * `mindfulness`: activity logs with a `mindfulness_type` as Android Health Connect has them.

    Secrets are in none of them, nor what you have deleted. A file that ends too early is not
    valid in its format.
    """
    return file_of(pool, owner, format, now=now)
