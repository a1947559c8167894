from pydantic import ConfigDict, Field

from app.companion.unsent_messages.vocabulary import Release
from app.core.schemas import Input


class ReleasePut(Input):
    """How a message is let go."""

    model_config = ConfigDict(
        json_schema_extra={
            "x-named": ["Kept", "Burned"],
            "examples": [{"released_as": "kept"}, {"released_as": "burned"}],
        }
    )

    released_as: Release = Field(
        description="`kept`: it stays to be read. `burned`: its words are gone for good."
    )
