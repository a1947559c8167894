from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from app.core.entries import ONCE_EACH
from app.core.schemas import Input, RecordId, RecordRead


class UrgeAlertCreate(Input):
    """Whom to ask for company."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"supporter_ids": ["0199e4a2-7c31-7000-8000-000000000002"]}]
        }
    )

    id: RecordId | None = None
    supporter_ids: Annotated[
        list[UUID],
        Field(
            min_length=1, max_length=10, description="Supporters of yours, all of whom have agreed."
        ),
        ONCE_EACH,
    ]


class UrgeAlertRead(RecordRead):
    urge_id: UUID = Field(
        description="The urge that they were told of; no mail says more than that company "
        "would do good."
    )
    supporter_ids: list[UUID]
