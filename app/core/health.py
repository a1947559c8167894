"""Whether the process lives, whether it can serve, and what it counts."""

from datetime import datetime
from hmac import compare_digest
from typing import Annotated

from fastapi import Header, Request, Response
from pydantic import Field
from starlette.datastructures import Address

from app.core import heartbeats, migrate
from app.core.clock import Now
from app.core.errors import NotFound, Unavailable, problems
from app.core.heartbeats import Pulse
from app.core.metrics import CONTENT_TYPE_LATEST
from app.core.routing import Router
from app.core.schemas import Output

router = Router(tags=["operations"])


def is_loopback(client: Address | None) -> bool:
    """Tell whether a request comes from this machine, and by no proxy for somebody else."""
    return client is not None and client.host in {"127.0.0.1", "::1"}


class Health(Output):
    """One word, for probes."""

    status: str = Field(description="`live` or `ready`.", examples=["ready"])


class Readiness(Health):
    """Whether requests can be served, and whether somebody does the work after them."""

    worker: Pulse = Field(
        description="Whether a worker gave a sign of life within the last minute; `late` or "
        "`never`, mails and reminders wait, and requests are served all the same."
    )
    worker_seen_at: datetime | None = Field(
        description="When a worker last gave a sign of life; null if none ever did."
    )


@router.get("/health/live", response_model=Health)
async def check_live() -> dict[str, str]:
    """Tell that the process answers. It says nothing of the database."""
    return {"status": "live"}


@router.get("/health/ready", response_model=Readiness, responses=problems(Unavailable))
async def check_ready(request: Request, now: Now) -> dict[str, str | datetime | None]:
    """Tell whether requests can be served: the database answers and is migrated."""
    if not await migrate.is_at_head(request.app.state.database):
        detail = "The database is not at this build's newest migration."
        raise Unavailable(detail)
    seen_at = await heartbeats.last(request.app.state.database)
    pulse = heartbeats.pulse(seen_at, now=now)
    return {"status": "ready", "worker": pulse, "worker_seen_at": seen_at}


@router.get("/metrics", include_in_schema=False)
async def show_metrics(
    request: Request, authorization: Annotated[str | None, Header()] = None
) -> Response:
    """Answer Prometheus, if it knows the token; without one, if it asks from this machine."""
    settings = request.app.state.settings
    if settings.metrics_token is None:
        if not is_loopback(request.client):
            raise NotFound
    elif not compare_digest(
        (authorization or "").encode(),
        f"Bearer {settings.metrics_token.get_secret_value()}".encode(),
    ):
        raise NotFound
    return Response(request.app.state.metrics.render(), media_type=CONTENT_TYPE_LATEST)
