"""The life of every entry, over HTTP: paged, created once, changed, deleted, one's own."""

from uuid import uuid4

from httpx2 import AsyncClient

from tests.clock import FakeClock
from tests.companion.entry_kinds import Body, each_kind, made


@each_kind
async def test_a_list_is_paged_by_when_it_happened_and_complete(
    me: AsyncClient, path: str, body: Body, change: Body
) -> None:
    for minute in (3, 1, 3, 2, 3):
        told = body | change | {"occurred_at": f"2026-03-09T12:0{minute}:00Z"}
        await made(me, path, told)
    everything = (await me.get(path)).json()["items"]

    seen, url = [], f"{path}?limit=2&from=2026-03-09"
    while url:
        page = await me.get(url)
        seen += page.json()["items"]
        url = page.links.get("next", {}).get("url", "")

    assert seen == everything
    assert len(seen) == 5
    keys = [(entry["occurred_at"], entry["id"]) for entry in seen]
    assert keys == sorted(keys, reverse=True)


@each_kind
async def test_sending_a_create_again_creates_nothing_twice(
    me: AsyncClient, clock: FakeClock, path: str, body: Body, change: Body
) -> None:
    told = body | {"id": str(uuid4())}

    first = await me.post(path, json=told)
    clock.pass_by(minutes=5)
    again = await me.post(path, json=told)
    other = await me.post(path, json=told | change)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert (other.status_code, other.json()["type"]) == (409, "/problems/id-taken")
    assert (await me.get(path)).json()["items"] == [first.json()]


@each_kind
async def test_a_deleted_entry_does_not_come_back(
    me: AsyncClient, path: str, body: Body, change: Body
) -> None:
    told = body | change | {"id": str(uuid4())}
    await me.post(path, json=told)
    gone = [await me.delete(f"{path}/{id}") for id in (told["id"], told["id"], uuid4())]  # noqa: A001

    again = await me.post(path, json=told)

    assert [answer.status_code for answer in gone] == [204, 204, 204]
    assert (again.status_code, again.json()["type"]) == (410, "/problems/deleted")
    assert (await me.get(f"{path}/{told['id']}")).status_code == 404
    assert (await me.patch(f"{path}/{told['id']}", json=change)).status_code == 404


@each_kind
async def test_a_change_can_be_bound_to_a_version(
    me: AsyncClient, path: str, body: Body, change: Body
) -> None:
    first = await me.post(path, json=body)
    url, as_first = f"{path}/{first.json()['id']}", {"if-match": first.headers["etag"]}

    in_time = await me.patch(url, json=change, headers=as_first)
    too_late = await me.patch(url, json=change, headers=as_first)
    not_deleted = await me.delete(url, headers=as_first)

    assert in_time.headers["etag"] == f'"r{in_time.json()["revision"]}"'
    assert in_time.json().items() >= change.items()
    assert (too_late.status_code, not_deleted.status_code) == (412, 412)
    assert (await me.get(url)).json() == in_time.json()


@each_kind
async def test_what_has_not_changed_is_not_sent_again(
    me: AsyncClient, path: str, body: Body, change: Body
) -> None:
    entry = await made(me, path, body)
    urls = [path, f"{path}/{entry['id']}"]
    tags = [(await me.get(url)).headers["etag"] for url in urls]

    same = [
        await me.get(url, headers={"if-none-match": tag})
        for url, tag in zip(urls, tags, strict=True)
    ]
    await me.patch(urls[1], json=change)
    anew = [
        await me.get(url, headers={"if-none-match": tag})
        for url, tag in zip(urls, tags, strict=True)
    ]

    assert [answer.status_code for answer in same] == [304, 304]
    assert [answer.status_code for answer in anew] == [200, 200]


@each_kind
async def test_what_is_not_yours_is_not_there(
    me: AsyncClient, somebody_else: AsyncClient, path: str, body: Body, change: Body
) -> None:
    url = f"{path}/{(await made(me, path, body))['id']}"

    read = await somebody_else.get(url)
    changed = await somebody_else.patch(url, json=change)
    deleted = await somebody_else.delete(url)

    assert [each.status_code for each in (read, changed, deleted)] == [404, 404, 204]
    assert (await somebody_else.get(path)).json()["items"] == []
    assert (await me.get(url)).status_code == 200
