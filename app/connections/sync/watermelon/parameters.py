"""The protocol's parameters."""

import json
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

NULL = {None, "", "null"}

LastPulledAt = Annotated[
    str | None,
    Query(
        pattern="^(null|[0-9]{1,15})?$",
        max_length=15,
        description="The `timestamp` of your last pull; `null` or 0 for everything.",
    ),
]


@dataclass(frozen=True, slots=True)
class Parameters:
    """Of a pull, as they came; `null` is a word here."""

    last_pulled_at: str | None
    schema_version: int | None
    migration: str | None
    limit: int
    cursor: str | None

    @property
    def pull(self) -> str:
        """Everything that has to stay the same from page to page."""
        since = "null" if self.last_pulled_at in NULL else self.last_pulled_at
        return json.dumps([since, self.schema_version, self.migration])


def since_of(last_pulled_at: str | None, revision: int) -> int:
    """Read it. One beyond the user's revision is of a server that was set back since: 0."""
    since = 0 if last_pulled_at in NULL else int(last_pulled_at or 0)
    return since if since <= revision else 0


async def parameters(
    last_pulled_at: LastPulledAt = None,
    schema_version: Annotated[
        int | None, Query(ge=0, le=10_000, description="Absent: the newest.")
    ] = None,
    migration: Annotated[
        str | None,
        Query(max_length=20_000, description="WatermelonDB's own object as JSON, or `null`."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many rows at most.")] = 1000,
    cursor: Annotated[
        str | None, Query(max_length=500, description="The `next` of the page before.")
    ] = None,
) -> Parameters:
    return Parameters(last_pulled_at, schema_version, migration, limit, cursor)


PullParameters = Annotated[Parameters, Depends(parameters)]
