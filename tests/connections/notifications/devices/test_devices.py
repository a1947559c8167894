"""Devices over HTTP: what is told once is never shown again."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import text

from app.connections.notifications.devices.schemas import AUTH, EXAMPLE_PUSH, P256DH
from app.connections.notifications.devices.service import MOST
from app.security import base64url

WEB = {"platform": "web", "push": EXAMPLE_PUSH}
ADDRESS = str(EXAMPLE_PUSH["address"])


def pushed(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"platform": "android", "push": EXAMPLE_PUSH | changes}


async def test_a_device_is_kept_and_its_address_never_shown(me: AsyncClient) -> None:
    created = await me.post("/v1/devices", json=WEB)
    device = created.json()
    read = await me.get(f"/v1/devices/{device['id']}")
    listed = await me.get("/v1/devices")

    assert created.status_code == 201
    assert device["platform"] == "web"
    assert device["push"] == {"provider": "webpush"}
    assert read.json() == device
    assert listed.json()["items"] == [device]
    assert created.headers["etag"] == f'"r{device["revision"]}"'
    for answer in (created, read, listed):
        for secret in (ADDRESS, P256DH, AUTH):
            assert secret not in answer.text


async def test_the_address_is_sealed_in_the_database(me: AsyncClient, app: FastAPI) -> None:
    device = (await me.post("/v1/devices", json=WEB)).json()
    user_id = (await me.get("/v1/me")).json()["id"]
    async with app.state.database.lease() as db:
        await db.begin(user_id)
        row = await db.first(text("SELECT * FROM devices"))

    assert row
    assert str(row.id) == device["id"]
    for secret in (ADDRESS, P256DH, AUTH):
        assert secret.encode() not in row.push_address + row.push_keys + row.address_digest


async def test_a_device_belongs_to_the_session_that_gave_its_address(me: AsyncClient) -> None:
    sessions = (await me.get("/v1/sessions")).json()["items"]

    device = (await me.post("/v1/devices", json=WEB)).json()

    assert device["session_id"] == sessions[0]["id"]


async def test_a_device_needs_no_address(me: AsyncClient) -> None:
    device = (await me.post("/v1/devices", json={"platform": "other"})).json()
    with_one = await me.patch(f"/v1/devices/{device['id']}", json={"push": EXAMPLE_PUSH})
    without = await me.patch(f"/v1/devices/{device['id']}", json={"push": None})

    assert device["push"] is None
    assert with_one.json()["push"] == {"provider": "webpush"}
    assert without.json()["push"] is None
    assert without.json()["revision"] == device["revision"] + 2


async def test_what_is_absent_stays(me: AsyncClient) -> None:
    device = (await me.post("/v1/devices", json=WEB)).json()

    changed = await me.patch(f"/v1/devices/{device['id']}", json={"platform": "ios"})

    assert changed.json() == device | {
        "platform": "ios",
        "revision": device["revision"] + 1,
        "updated_at": changed.json()["updated_at"],
    }


async def test_sending_a_create_again_creates_nothing_twice(me: AsyncClient) -> None:
    body = WEB | {"id": str(uuid4())}

    answers = [await me.post("/v1/devices", json=body) for _ in range(2)]
    other = await me.post("/v1/devices", json=body | {"platform": "ios"})
    await me.delete(f"/v1/devices/{body['id']}")
    late = await me.post("/v1/devices", json=body)

    assert [answer.status_code for answer in answers] == [201, 200]
    assert (other.status_code, late.status_code) == (409, 410)


async def test_a_device_is_deleted_once_and_for_all(me: AsyncClient) -> None:
    device = (await me.post("/v1/devices", json=WEB)).json()
    path = f"/v1/devices/{device['id']}"
    stale = await me.delete(path, headers={"if-match": '"r1"'})
    answers = [await me.delete(path) for _ in range(2)]

    assert stale.status_code == 412
    assert [answer.status_code for answer in answers] == [204, 204]
    assert (await me.get(path)).json()["type"] == "/problems/device-not-found"


@pytest.mark.parametrize("provider", ["webpush", "unifiedpush"])
@pytest.mark.parametrize(
    "address",
    [
        "http://push.example.com/",
        "https://127.0.0.1/",
        "https://localhost/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:10.0.0.1]/",
        "https://push.example.com:22/",
        "https://me:secret@push.example.com/",
        "not-an-address",
    ],
)
async def test_an_address_that_leads_inside_is_refused(
    me: AsyncClient, provider: str, address: str
) -> None:
    answer = await me.post("/v1/devices", json=pushed(provider=provider, address=address))

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/push/address"]
    assert address not in answer.text
    assert (await me.get("/v1/devices")).json()["items"] == []


OFF_THE_CURVE = base64url.encode(b"\x04" + bytes(64))


@pytest.mark.parametrize(
    ("keys", "pointer"),
    [
        (None, "/push/keys"),
        ({"p256dh": P256DH[:-4], "auth": AUTH}, "/push/keys"),
        ({"p256dh": OFF_THE_CURVE, "auth": AUTH}, "/push/keys"),
        ({"p256dh": P256DH, "auth": AUTH + "AAAA"}, "/push/keys"),
        ({"p256dh": P256DH, "auth": AUTH[:-1] + "h"}, "/push/keys"),
        ({"p256dh": P256DH, "auth": AUTH + "=="}, "/push/keys/auth"),
        ({"p256dh": P256DH}, "/push/keys/auth"),
    ],
)
async def test_keys_that_nothing_can_be_encrypted_for_are_refused(
    me: AsyncClient, keys: object, pointer: str
) -> None:
    for method, path in (("POST", "/v1/devices"), ("PATCH", await a_device(me))):
        body = pushed(keys=keys) if method == "POST" else {"push": EXAMPLE_PUSH | {"keys": keys}}
        answer = await me.request(method, path, json=body)

        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def a_device(me: AsyncClient) -> str:
    device = (await me.post("/v1/devices", json={"platform": "other"})).json()
    return f"/v1/devices/{device['id']}"


@pytest.mark.parametrize("provider", ["fcm", "apns"])
async def test_a_provider_that_is_not_set_up_is_refused_by_name(
    me: AsyncClient, provider: str
) -> None:
    answer = await me.post("/v1/devices", json=pushed(provider=provider, address="ab" * 32))

    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/push-provider-unavailable"
    assert answer.json()["detail"] == "It sends by: webpush, unifiedpush."


async def test_an_unknown_provider_is_none(me: AsyncClient) -> None:
    answer = await me.post("/v1/devices", json=pushed(provider="telegraph"))

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/push/provider"]


async def test_clients_are_given_the_key_to_subscribe_with(me: AsyncClient) -> None:
    first, again = (await me.get("/v1/push-keys"), await me.get("/v1/push-keys"))

    assert first.json() == again.json()
    assert first.json()["providers"] == ["webpush", "unifiedpush"]
    point = base64url.decode(first.json()["vapid_public_key"])
    assert (len(point), point[0]) == (65, 4)


async def test_there_are_at_most_twenty_devices(me: AsyncClient) -> None:
    body = {"platform": "other", "id": str(uuid4())}
    await me.post("/v1/devices", json=body)
    for _ in range(MOST - 1):
        await me.post("/v1/devices", json={"platform": "other"})

    refused = await me.post("/v1/devices", json={"platform": "other"})
    replayed = await me.post("/v1/devices", json=body)

    assert refused.json()["type"] == "/problems/too-many-devices"
    assert replayed.status_code == 200
