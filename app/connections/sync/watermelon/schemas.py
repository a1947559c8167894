from typing import Annotated, Any

from pydantic import ConfigDict, Field, RootModel
from pydantic.config import JsonDict

from app.core import long_texts
from app.core.openapi_limits import LARGEST
from app.core.schemas import Every, Output

MOOD: JsonDict = {
    "id": "0199e4a2-7c31-7000-8000-00000000a001",
    "occurred_at": 1773144000000,
    "time_zone": "Europe/Berlin",
    "local_date": "2026-03-10",
    "kind": "momentaryEmotion",
    "valence": 0.25,
    "labels": '["calm"]',
    "associations": "[]",
    "custom_labels": "[]",
    "energy": None,
    "longing": 3,
    "loneliness": 2,
    "note": "Walked home.",
}
Text = Annotated[str, Field(json_schema_extra={"maxLength": long_texts.MOST_SEALED})]
Whole = Annotated[int, Field(json_schema_extra={"minimum": -LARGEST})]
Raw = dict[str, Text | Whole | float | bool | None]


class ChangesPush(RootModel[dict[str, Any]]):
    """The changes object of WatermelonDB, by the names of the tables.

    Rows of unknown tables are refused one by one, unknown columns are ignored.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"moods": {"created": [MOOD], "updated": [], "deleted": []}}]
        }
    )


class TableChangesRead(Output):
    created: Every[Raw] = Field(description="Whole rows that are new to you.")
    updated: Every[Raw] = Field(description="Whole rows that you have in an older version.")
    deleted: Every[str] = Field(description="Ids.")


class PullRead(Output):
    changes: dict[str, TableChangesRead] = Field(
        description="By table; one in which nothing has changed is left out.",
        examples=[{"moods": {"created": [MOOD], "updated": [], "deleted": []}}],
    )
    timestamp: int = Field(description="Your next `last_pulled_at`; never 0.", examples=[42])
    next: str | None = Field(
        description="Give it as `cursor` for the next page; null at the end.", examples=[None]
    )


class PushRead(Output):
    experimentalRejectedIds: dict[str, Every[str]] = Field(  # noqa: N815  (WatermelonDB's own name)
        description="By table: rows that can't be made valid, whose words do not fit, that name "
        "such a row, or whose table is unknown here. They stay on the device, unsynced: tell "
        "your user.",
        examples=[{}],
    )
