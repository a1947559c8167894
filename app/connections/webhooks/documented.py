"""What is sent to endpoints, as the OpenAPI document says it under `webhooks`."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response

from app.connections.webhooks import secret_list
from app.connections.webhooks.schemas import WebhookEvent
from app.connections.webhooks.vocabulary import TEST, TOLD_TYPES, WITHDRAWN

VERBS = {
    "created": "was created",
    "updated": "was changed",
    "deleted": "was deleted",
    "awarded": "was reached",
}
OWN: Mapping[str, str] = {
    TEST: "A test that was asked for.",
    WITHDRAWN: "The user has withdrawn the app: the last that its endpoints hear.",
}
LONGEST_SIGNATURES = secret_list.MOST * len("v1," + 44 * "=") + secret_list.MOST - 1
EXAMPLE_ID = "01a8d3a4-6f00-7000-8000-000000000001"

Id = Annotated[
    str, Header(alias="webhook-id", max_length=64, description="The same on each try; note it.")
]
Timestamp = Annotated[
    int,
    Header(
        alias="webhook-timestamp", ge=0, le=2**53 - 1, description="Of this try, in Unix seconds."
    ),
]
Signature = Annotated[
    str,
    Header(
        alias="webhook-signature",
        max_length=LONGEST_SIGNATURES,
        description="`v1,` and base64 of HMAC-SHA256 over id, timestamp and body, joined by dots; "
        "several with spaces between them while a secret is being replaced.",
    ),
]


async def receive(
    body: WebhookEvent, webhook_id: Id, webhook_timestamp: Timestamp, webhook_signature: Signature
) -> None:
    """Verify the signature with a library of Standard Webhooks, and answer any 2xx within 15 s.

    Anything else counts as a failure, and 410 switches the endpoint off.
    """


def _routes() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for each in TOLD_TYPES:
        resource, _, done = each.partition(".")
        named = resource.replace("_", " ").capitalize()
        summary = OWN.get(each) or f"{named} {VERBS[done]}."
        data = {"id": EXAMPLE_ID}
        yield each, summary, {"type": each, "timestamp": "2026-03-20T21:00:00.000Z", "data": data}


router = APIRouter()
for _type, _summary, _example in _routes():
    _content = {"application/json": {"examples": {_type: {"value": _example}}}}
    router.add_api_route(
        _type,
        receive,
        methods=["POST"],
        status_code=204,
        response_class=Response,
        response_description="It was heard.",
        name=_type,
        operation_id="hear_" + _type.replace(".", "_"),
        summary=_summary,
        tags=["webhooks"],
        openapi_extra={"requestBody": {"content": _content}},
    )
