"""The examples of the OpenAPI document, sent by a newcomer in the order they stand there."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from httpx2 import AsyncClient

PATHS = ("/v1/streaks", "/v1/contact-events")
ID_OF = {
    "create_streak": "streak_id",
    "create_streak_policy": "policy_id",
    "pause_streak": "pause_id",
    "create_contact_event": "contact_event_id",
}
Json = dict[str, Any]


async def test_every_example_body_works(app: FastAPI, me: AsyncClient) -> None:
    ids: dict[str, str] = {}
    sent = []
    for method, path, name, body in requests(app.openapi()):
        answer = await me.request(method, path.format(**ids), json=body)
        assert answer.is_success, (name, answer.text)
        if name in ID_OF:
            ids.setdefault(ID_OF[name], answer.json()["id"])
        sent.append(name)
    assert len(set(sent)) == 8


def requests(document: Json) -> Iterator[tuple[str, str, str, Json]]:
    schemas = document["components"]["schemas"]
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if path.startswith(PATHS) and "requestBody" in operation:
                body = operation["requestBody"]["content"]["application/json"]["schema"]
                for example in schemas[body["$ref"].split("/")[-1]]["examples"]:
                    yield method, path, operation["operationId"], example
