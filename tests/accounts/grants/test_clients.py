"""Apps that users register."""

from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.accounts.grants.clients import naming, redirects
from app.accounts.grants.clients.allowances import MOST_CLIENTS
from app.security import opaque_secrets
from tests.accounts.grants.allowing import allow
from tests.accounts.test_erasure import erased
from tests.clock import FakeClock
from tests.signing_up import SignedIn, a_guest

APP = {
    "name": "Evening pages",
    "type": "confidential",
    "redirect_uris": ["https://pages.example.com/done"],
}


async def register(client: httpx2.AsyncClient, **changes: object) -> dict[str, Any]:
    answer = await client.post("/v1/oauth-clients", json=APP | changes)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def digest_of(app: FastAPI, client_id: str) -> bytes | None:
    statement = text("SELECT secret_digest FROM oauth_clients WHERE id = :id")
    async with app.state.database.lease() as db:
        digest: bytes | None = await db.scalar(statement, {"id": client_id})
    return digest


async def test_a_confidential_apps_secret_is_shown_once_and_kept_as_a_digest(app: FastAPI) -> None:
    guest = await a_guest(app)
    answer = await guest.client.post("/v1/oauth-clients", json=APP)
    made = answer.json()
    secret = opaque_secrets.parse("oo_client", made.pop("client_secret"))

    assert answer.headers["cache-control"] == "no-store"
    assert (secret.user_id, str(secret.id)) == (guest.user_id, made["id"])
    assert opaque_secrets.matches(secret.secret, await digest_of(app, made["id"]) or b"")
    assert (await guest.client.get(f"/v1/oauth-clients/{made['id']}")).json() == made
    assert (await guest.client.get("/v1/oauth-clients")).json()["items"] == [made]


async def test_a_public_app_has_no_secret_and_gets_none(
    app: FastAPI, me: httpx2.AsyncClient
) -> None:
    made = await register(me, type="public")
    answer = await me.post(f"/v1/oauth-clients/{made['id']}/secrets")

    assert made["client_secret"] is None
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/oauth-client-is-public")
    assert await digest_of(app, made["id"]) is None


async def test_a_new_secret_takes_the_place_of_the_one_before(
    app: FastAPI, me: httpx2.AsyncClient
) -> None:
    made = await register(me)
    answer = await me.post(f"/v1/oauth-clients/{made['id']}/secrets")
    former, newest = (
        opaque_secrets.parse("oo_client", each["client_secret"]).secret
        for each in (made, answer.json())
    )

    digest = await digest_of(app, made["id"]) or b""
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    assert opaque_secrets.matches(newest, digest)
    assert not opaque_secrets.matches(former, digest)


async def test_name_and_addresses_can_be_changed_and_the_type_can_not(
    me: httpx2.AsyncClient,
) -> None:
    made = await register(me)
    path = f"/v1/oauth-clients/{made['id']}"
    changes = {"name": "Morning pages", "redirect_uris": ["http://127.0.0.1:8000/"] * 2}

    assert (await me.patch(path, json={})).json()["name"] == "Evening pages"
    changed = (await me.patch(path, json=changes)).json()
    assert changed["name"] == "Morning pages"
    assert changed["redirect_uris"] == ["http://127.0.0.1:8000/"]
    assert (await me.get(path)).json() == changed
    unfit: tuple[tuple[str, object], ...] = (
        ("type", "public"),
        ("name", None),
        ("redirect_uris", []),
    )
    for name, value in unfit:
        assert (await me.patch(path, json={name: value})).status_code == 422, name


async def test_its_id_is_not_the_clients_to_choose(me: httpx2.AsyncClient) -> None:
    answer = await me.post("/v1/oauth-clients", json=APP | {"id": str(uuid4())})

    assert answer.status_code == 422


async def test_only_so_many_can_be_registered(me: httpx2.AsyncClient, clock: FakeClock) -> None:
    for _ in range(MOST_CLIENTS):
        made = await register(me)

    answer = await me.post("/v1/oauth-clients", json=APP)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/too-many-oauth-clients")

    await me.delete(f"/v1/oauth-clients/{made['id']}")
    await register(me)
    for _ in range(5):
        answer = await me.post("/v1/oauth-clients", json=APP)
    assert answer.status_code == 429
    clock.pass_by(minutes=5)
    assert (await me.post("/v1/oauth-clients", json=APP)).status_code == 409


async def test_what_is_deleted_is_allowed_nothing_any_more(app: FastAPI) -> None:
    developer, user = await a_guest(app), await a_guest(app)
    made = await register(developer.client)
    await allow(app, user.user_id, UUID(made["id"]), "moods:read")
    assert await connected(user) == [made["id"]]

    assert (await developer.client.delete(f"/v1/oauth-clients/{made['id']}")).status_code == 204
    assert (await developer.client.get(f"/v1/oauth-clients/{made['id']}")).status_code == 404
    assert await connected(user) == []


async def test_an_app_goes_with_its_developers_account(app: FastAPI) -> None:
    developer, user = await a_guest(app), await a_guest(app)
    made = await register(developer.client)
    await allow(app, user.user_id, UUID(made["id"]), "moods:read")

    await developer.client.delete("/v1/me")
    assert (await erased(app, developer.user_id))["oauth_clients"] == 0
    assert await connected(user) == []


async def test_the_app_that_comes_with_the_service_is_nobodys(me: httpx2.AsyncClient) -> None:
    path = "/v1/oauth-clients/0d0c5a9e-0000-4000-8000-000000000000"

    assert (await me.get(path)).status_code == 404
    assert (await me.patch(path, json={"name": "Mine"})).status_code == 404
    assert (await me.post(f"{path}/secrets")).status_code == 404
    assert (await me.delete(path)).status_code == 204


async def connected(user: SignedIn) -> list[str]:
    page = (await user.client.get("/v1/connected-apps")).json()
    return [each["id"] for each in page["items"]]


@pytest.mark.parametrize(
    "uri",
    [
        "https://pages.example.com/done",
        "https://pages.example.com",
        "https://pages.example.com:8443/done?from=orbit&x=%20y",
        "https://xn--bcher-kva.example/",
        "https://[2001:db8::1]/done",
        "http://127.0.0.1/done",
        "http://127.0.0.1:65535/",
        "http://[::1]:8000/done",
        "com.example.pages:/done",
        "com.example.pages:/",
        "com.example.pages://signed-in/done",
        "https://pages.example.com/" + "a" * 1_974,
    ],
)
def test_an_address_that_is_exact_will_do(uri: str) -> None:
    assert redirects.flaw_of(uri) is None


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "/done",
        "//pages.example.com/done",
        "pages.example.com/done",
        "http://pages.example.com/done",
        "http://localhost/done",
        "http://localhost:8000/done",
        "http://127.0.0.2/done",
        "http://127.1/done",
        "http://2130706433/done",
        "http://0x7f.0.0.1/done",
        "http://127.0.0.1.example.com/done",
        "http://127.0.0.1@example.com/done",
        "http://127.0.0.1:80@example.com/done",
        "http://127.0.0.1:0/done",
        "http://127.0.0.1:080/done",
        "http://127.0.0.1:65536/done",
        "http://127.0.0.1:/done",
        "http://[::ffff:127.0.0.1]/done",
        "http://[0:0:0:0:0:0:0:1]/done",
        "http://[::1%25lo]/done",
        "HTTPS://pages.example.com/done",
        "https://PAGES.example.com/done",
        "https:///done",
        "https:/pages.example.com/done",
        "https:pages.example.com",
        "https://",
        "https://user@pages.example.com/done",
        "https://user:word@pages.example.com/done",
        "https://:@pages.example.com/",
        "https://pages.example.com:443@evil.example/",
        "https://pages.example.com#done",
        "https://pages.example.com/done#",
        "https://*.example.com/done",
        "https://pages.example.com/*",
        "https://pages.example.com/a/../done",
        "https://pages.example.com/a/%2e%2e/done",
        "https://pages.example.com/a/.%2E/done",
        "https://pages.example.com/a/..%2fdone",
        "https://pages.example.com/a%5cdone",
        "https://pages.example.com/%252e%252e/",
        "https://pages.example.com/?to=..",
        "https://pages.example.com/%0d%0aset-cookie:a",
        "https://pages.example.com/%00",
        "https://pages.example.com/%zz",
        "https://pages.example.com/%",
        "https://pages.example.com\\done",
        "https://pages.example.com\\@evil.example/",
        "https://pages.example.com/a b",
        " https://pages.example.com/done",
        "https://pages.example.com/done ",
        "https://pages.example.com/done\n",
        "https://pages.example.com/\tdone",
        "https://pages.exämple.com/done",
        "https://pages。example.com/done",
        "https://pages.example.com/\u202edone",
        "https://.example.com/",
        "https://pages..example.com/",
        "https://pages.example.com./",
        "https://-pages.example.com/",
        "https://[:::]/",
        "https://[1]/",
        "https://[::1:99999]/",
        "https://pages_example.com/",
        "https://pages.example.com:99999/",
        "https://pages.example.com:443a/",
        "https://pages.example.com/" + "a" * 1_975,
        "javascript:alert(1)",
        "javascript://pages.example.com/%0aalert(1)",
        "data:text/html,hello",
        "file:///etc/passwd",
        "pages:/done",
        "myapp://done",
        "com.example.pages:done",
        "com.example.pages:///done",
        "com.example.pages://user@host/done",
        "com.example.pages://host:80/done",
        "Com.example.pages:/done",
        "com.:/done",
        ".com:/done",
        "urn:ietf:wg:oauth:2.0:oob",
    ],
)
def test_no_address_that_could_be_read_two_ways(uri: str) -> None:
    assert redirects.flaw_of(uri)


async def test_an_unfit_address_is_pointed_at(me: httpx2.AsyncClient) -> None:
    uris = ["https://pages.example.com/done", " https://pages.example.com/ "]
    answer = await me.post("/v1/oauth-clients", json=APP | {"redirect_uris": uris})

    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/redirect_uris/1"]
    for number in (0, 11):
        many = [f"https://pages.example.com/{at}" for at in range(number)]
        answer = await me.post("/v1/oauth-clients", json=APP | {"redirect_uris": many})
        assert answer.status_code == 422


@pytest.mark.parametrize(
    "name",
    [
        "Evening pages",
        "Café — 2nd edition!",
        "夕べのページ",
        "Вечер",
        "يوميات",
        "Browns",
        "Known orbits",
        "Pages 🙂",
        "Mine own",
        "Town Orbit",
    ],
)
def test_a_name_that_can_be_read_will_do(name: str) -> None:
    assert naming.flaw_of(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "Own Orbit",
        "own orbit docs",
        "OWN-ORBIT",
        "OwnOrbit App",
        "O w n O r b i t",
        "The Own Orbit app",
        "\uff2f\uff57\uff4e Orbit",
        "Öwn Örbit",
        "0wn 0rb1t",
        "\u041ewn \u041erb\u0456t",
        "Own_Orbit",
        "Own\u00a0Orbit",
        "Pages\u202egnp",
        "Pages\u200b",
        "Pa\u00adges",
        "\u2066Pages\u2069",
        "Pages\u0007",
        "Pa\nges",
        "Pages\u2028",
        "Pages\ufe0f",
        "\u3164",
        "Pages\u2800",
        "\ue000 Pages",
        "Pages\ud800",
        "P\u0301\u0302\u0303\u0304ages",
        "!!!",
        "\U000e0041 Pages",
    ],
)
def test_no_name_that_hides_or_pretends_something(name: str) -> None:
    assert naming.flaw_of(name)


@pytest.mark.parametrize("name", ["", " ", "a" * 61, "Own Orbit", 7])
async def test_an_unfit_name_is_pointed_at(name: object, me: httpx2.AsyncClient) -> None:
    answer = await me.post("/v1/oauth-clients", json=APP | {"name": name})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/name"
