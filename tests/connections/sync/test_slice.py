from httpx2 import AsyncClient

from app.core.ids import new_id

EVERYTHING = "/v1/sync?last_pulled_at=null"


async def test_what_one_device_pushes_another_pulls(me: AsyncClient) -> None:
    person, mood, event = (str(new_id()) for _ in range(3))
    body = {
        "people": {
            "created": [
                {
                    "id": person,
                    "nickname": "Alex",
                    "relation": "other",
                    "phase": "apart",
                    "_status": "created",
                }
            ],
            "updated": [],
            "deleted": [],
        },
        "moods": {
            "created": [
                {
                    "id": mood,
                    "occurred_at": 1773140000000,
                    "time_zone": "Europe/Berlin",
                    "local_date": "2026-03-10",
                    "kind": "dailyMood",
                    "valence": 0.5,
                    "labels": '["calm"]',
                    "associations": "[]",
                    "custom_labels": "[]",
                }
            ]
        },
        "contact_events": {"created": [{"id": event, "kind": "reached_out", "person_id": person}]},
    }
    answer = await me.post("/v1/sync?last_pulled_at=1", json=body)
    assert answer.status_code == 200, answer.text
    print(answer.json())
    pulled = await me.get("/v1/sync?last_pulled_at=1")
    print(pulled.text)
    pulled = await me.get(EVERYTHING)
    print(pulled.text)
    assert pulled.status_code == 200, pulled.text
    again = await me.post("/v1/sync?last_pulled_at=1", json=body)
    assert answer.status_code == 200, again.text
    await me.patch(f"/v1/moods/{mood}", json={"note": "x"})
    body["moods"]["created"][0]["note"] = "z"
    conflict = await me.post("/v1/sync?last_pulled_at=1", json=body)
    print(conflict.text)
    assert conflict.status_code == 409
    gone = await me.delete(f"/v1/people/{person}")
    pulled = await me.get("/v1/sync?last_pulled_at=1")
    print(pulled.text)
