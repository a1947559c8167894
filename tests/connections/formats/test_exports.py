"""Everything that a user has, as a file."""

import csv
import io
import zipfile
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from app.connections.formats.own.tables import (
    COLUMNS_NOT_EXPORTED,
    EXPORTED,
    NOT_EXPORTED,
)
from tests.architecture.test_tables import OWNED
from tests.connections.formats.lives import a_life

MOOD = {"kind": "momentaryEmotion", "valence": -0.4, "note": "=1+1", "custom_labels": ["rain"]}


def test_every_owned_table_is_exported_or_has_a_reason_not_to_be() -> None:
    assert {table.name for table in OWNED} == EXPORTED.keys() | NOT_EXPORTED.keys()
    assert not EXPORTED.keys() & NOT_EXPORTED.keys()
    left_out = {f"{each.name}.{column}" for each in EXPORTED.values() for column in each.left_out}
    assert left_out == COLUMNS_NOT_EXPORTED.keys()


async def test_an_export_holds_what_was_written_with_free_text_opened(me: AsyncClient) -> None:
    made = (await me.post("/v1/moods", json=MOOD)).json()
    answer = await me.get("/v1/export")
    file = answer.json()

    assert answer.headers["content-disposition"] == 'attachment; filename="own-orbit.json"'
    assert "etag" not in answer.headers
    assert (file["format"], file["version"]) == ("own_orbit", 1)
    assert file["account"]["time_zone"] == "Europe/Berlin"
    assert set(file["tables"]) == EXPORTED.keys() | {"contact_event_urges"}
    [mood] = file["tables"]["moods"]
    computed = {"valence_classification"}
    assert {name: mood[name] for name in made.keys() - computed} == {
        name: made[name] for name in made.keys() - computed
    }


async def test_each_table_is_a_file_in_which_no_word_is_a_formula(me: AsyncClient) -> None:
    await me.post("/v1/moods", json=MOOD)
    answer = await me.get("/v1/export", params={"format": "csv"})
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    [mood] = csv.DictReader(io.StringIO(archive.read("moods.csv").decode()))

    assert answer.headers["content-type"] == "application/zip"
    assert archive.testzip() is None
    assert {name.removesuffix(".csv") for name in archive.namelist()} == set(EXPORTED)
    assert (mood["note"], mood["valence"], mood["custom_labels"]) == ("'=1+1", "-0.4", '["rain"]')


async def test_moods_are_observations_of_a_bundle(me: AsyncClient) -> None:
    body = MOOD | {"labels": ["calm", "sad"], "energy": 3}
    made = (await me.post("/v1/moods", json=body)).json()
    answer = await me.get("/v1/export", params={"format": "fhir"})
    patient, entry = answer.json()["entry"]
    resource = entry["resource"]
    values = {
        part["code"]["coding"][0]["code"]
        if "coding" in part["code"]
        else part["code"]["text"]: part
        for part in resource["component"]
    }

    assert answer.headers["content-type"] == "application/fhir+json"
    assert entry["fullUrl"] == f"urn:uuid:{made['id']}"
    assert resource["subject"] == {"reference": patient["fullUrl"]}
    assert resource["meta"]["profile"][0].endswith("/pghd-observation-state-of-mind")
    assert values["valence"]["valueQuantity"] == {"value": -0.4}
    assert codes(values["kind"]) == ["momentaryEmotion"]
    assert codes(values["valenceClassification"]) == ["slightlyUnpleasant"]
    assert codes(values["labels"]) == ["calm", "sad"]
    assert "valueCodeableConcept" not in values["associations"]
    assert values["custom label"]["valueString"] == "rain"
    assert resource["note"] == [{"text": "=1+1"}]


@pytest.mark.parametrize("kind", ["json", "fhir", "state_of_mind", "mindfulness"])
async def test_who_has_nothing_gets_a_valid_file(me: AsyncClient, kind: str) -> None:
    answer = await me.get("/v1/export", params={"format": kind})

    assert answer.status_code == 200
    answer.json()


async def test_a_table_with_nothing_in_it_is_a_file_with_its_columns(me: AsyncClient) -> None:
    answer = await me.get("/v1/export", params={"format": "csv"})
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    files = {
        name: list(csv.reader(archive.read(f"{name}.csv").decode().splitlines()))
        for name in EXPORTED
    }
    with_rows = {"profiles", "session_devices"}

    assert archive.testzip() is None
    assert {name: rows[0] for name, rows in files.items()} == {
        name: list(each.columns) for name, each in EXPORTED.items()
    }
    assert {name for name, rows in files.items() if len(rows) > 1} == with_rows


async def test_an_unknown_kind_of_file_is_refused(me: AsyncClient) -> None:
    assert (await me.get("/v1/export", params={"format": "xml"})).status_code == 422


async def test_no_row_is_lost_where_a_table_takes_several_reads(app: FastAPI) -> None:
    guest = await a_life(app, moods=450)
    file = (await guest.client.get("/v1/export")).json()

    assert len({each["id"] for each in file["tables"]["moods"]}) == 451


def codes(component: dict[str, Any]) -> list[str]:
    return [each["code"] for each in component["valueCodeableConcept"]["coding"]]
