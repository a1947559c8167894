"""Pages of one pull, while others write."""

from tests.connections.sync.devices import Device, Json, add, created, deleted, ids, mood, updated

COUNT = 520


async def test_many_rows_come_in_small_pages_once_each(phone: Device, tablet: Device) -> None:
    rows = [mood() for _ in range(COUNT)]
    await phone.pushes(created(moods=rows))

    pulled = await tablet.pull(limit=50)

    assert sorted(pulled["moods"]["created"], key=by_id) == sorted(rows, key=by_id)


async def test_what_is_written_between_pages_neither_leaves_the_pull_nor_comes_twice(
    phone: Device, tablet: Device
) -> None:
    rows = sorted((mood() for _ in range(12)), key=by_id)
    await phone.pushes(created(moods=rows))
    await phone.pull()
    pages: Json = {}
    first = await page(tablet, {"last_pulled_at": "null", "limit": 5})
    add(pages, first["changes"])
    sent, waiting, gone, new = rows[0], rows[8], rows[9], mood()
    await phone.pushes(updated(moods=[each | {"energy": 1} for each in (sent, waiting)]))
    await phone.pushes(deleted(moods=gone["id"]) | created(people=[]))
    await phone.pull()
    await phone.pushes(created(moods=new))
    asked: Json = {"last_pulled_at": "null", "limit": 5, "cursor": first["next"]}
    while asked["cursor"]:
        following = await page(tablet, asked)
        assert following["timestamp"] == first["timestamp"]
        add(pages, following["changes"])
        asked["cursor"] = following["next"]

    wanted = sorted(row["id"] for row in rows if row != gone)
    assert ids(pages) == {"moods": {"created": wanted}}
    tablet.pulled = first["timestamp"]
    assert ids(await tablet.pull(limit=2)) == {
        "moods": {
            "created": [new["id"]],
            "updated": sorted([sent["id"], waiting["id"]]),
            "deleted": [gone["id"]],
        }
    }


async def test_tombstones_come_in_pages_too(phone: Device, tablet: Device) -> None:
    rows = [mood() for _ in range(7)]
    await phone.pushes(created(moods=rows))
    await phone.pull()
    await tablet.pull()
    await phone.pushes(deleted(moods=[row["id"] for row in rows]))

    pulled = await tablet.pull(limit=3)

    assert ids(pulled) == {"moods": {"deleted": sorted(row["id"] for row in rows)}}


async def test_a_cursor_is_good_for_its_pull_alone(phone: Device, tablet: Device) -> None:
    await phone.pushes(created(moods=[mood(), mood()]))
    asked: Json = {"last_pulled_at": "null", "limit": 1}
    cursor = (await page(tablet, asked))["next"]
    spoilt = ("A" if cursor[0] != "A" else "B") + cursor[1:]

    for other in (
        asked | {"cursor": spoilt},
        asked | {"cursor": "…"},
        asked | {"cursor": "A"},
        asked | {"cursor": cursor, "last_pulled_at": "1"},
        asked | {"cursor": cursor, "schema_version": 1},
    ):
        answer = await tablet.http.get("/v1/sync", params=other)
        assert answer.status_code == 422
        assert answer.json()["type"] == "/problems/bad-cursor"
    assert (await page(tablet, asked | {"cursor": cursor}))["next"] is None


async def page(device: Device, asked: Json) -> Json:
    answer = await device.http.get("/v1/sync", params=asked)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def by_id(row: Json) -> str:
    return str(row["id"])
