"""Large pushes, and those that are too large."""

from tests.connections.sync.devices import Device, created, event, mood, person

MIB = 1024 * 1024
ROWS = 2_000


async def test_two_thousand_rows_are_taken_at_once(phone: Device, tablet: Device) -> None:
    alex = person()
    rows = created(
        people=alex,
        moods=[mood() for _ in range(ROWS - 101)],
        contact_events=[event(person_id=alex["id"]) for _ in range(100)],
    )
    assert await phone.pushes(rows) == {}

    pulled = await tablet.pull()

    assert sum(len(kinds["created"]) for kinds in pulled.values()) == ROWS


async def test_a_push_of_over_four_mebibytes_is_refused(phone: Device) -> None:
    large = created(moods=mood(note="x" * (4 * MIB)))

    answer = await phone.push(large)

    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")


async def test_a_push_may_be_larger_than_other_bodies(phone: Device) -> None:
    rows = [mood(note="x" * 2_000) for _ in range(200)]

    assert await phone.pushes(created(moods=rows)) == {}
    body = {"note": "x" * 300_000}
    assert (await phone.http.post("/v1/moods", json=body)).status_code == 413
