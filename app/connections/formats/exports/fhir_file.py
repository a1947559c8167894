"""Moods as HL7 FHIR R4: a Bundle of Observations.

Their profile is pghd-observation-state-of-mind of the Personal Health Records guide,
1.0.0-ballot2. What it has no place for goes into components of our own: its slices are open.
"""

from collections.abc import AsyncGenerator, Iterable, Mapping
from datetime import datetime
from typing import Any

from app.companion.moods.rules import classify
from app.connections.formats.exports.own_file import text_of
from app.connections.formats.exports.reading import records_of
from app.connections.formats.own.tables import EXPORTED
from app.connections.formats.own.values import moment_text, row_of
from app.core.database import Database
from app.core.owners import Owner

CANONICAL = "http://hl7.org/fhir/uv/phr"
PROFILE = f"{CANONICAL}/StructureDefinition/pghd-observation-state-of-mind"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
OWN = ("energy", "longing", "loneliness")


async def fhir_file(database: Database, owner: Owner, *, now: datetime) -> AsyncGenerator[str]:
    head = {"resourceType": "Bundle", "type": "collection", "timestamp": moment_text(now)}
    patient = {"resourceType": "Patient", "id": str(owner.id)}
    yield text_of(head)[:-1] + ',"entry":[\n' + text_of(_entry(patient))
    moods = EXPORTED["moods"]
    async for records in records_of(database, owner, moods, now=now):
        entries = (_entry(observation(row_of(moods, each), str(owner.id))) for each in records)
        yield "".join(",\n" + text_of(each) for each in entries)
    yield "\n]}\n"


def observation(mood: Mapping[str, Any], user_id: str) -> dict[str, Any]:
    """Give a mood as a resource; a mood of a whole day is effective on its local date."""
    is_daily = mood["kind"] == "dailyMood"
    person = {"reference": f"urn:uuid:{user_id}"}
    resource = {
        "resourceType": "Observation",
        "id": mood["id"],
        "meta": {"profile": [PROFILE]},
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": "survey"}]}],
        "code": _concept("observation-pghd-codes", ["stateOfMind"]),
        "subject": person,
        "effectiveDateTime": mood["local_date" if is_daily else "occurred_at"],
        "issued": mood["recorded_at"],
        "performer": [person],
        "component": [*_components(mood), *_own_components(mood)],
    }
    return resource | ({"note": [{"text": mood["note"]}]} if mood["note"] else {})


def _components(mood: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        _component("kind", _coded("kind-codes", [mood["kind"]])),
        _component("valence", {"valueQuantity": {"value": mood["valence"]}}),
        _component("valenceClassification", _coded("valence-codes", [classify(mood["valence"])])),
        _component("labels", _coded("label-codes", mood["labels"])),
        _component("associations", _coded("association-codes", mood["associations"])),
    ]


def _own_components(mood: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for name in OWN:
        if mood[name] is not None:
            yield {"code": {"text": name}, "valueInteger": mood[name]}
    for label in mood["custom_labels"]:
        yield {"code": {"text": "custom label"}, "valueString": label}


def _component(code: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"code": _concept("state-of-mind-codes", [code]), **value}


def _coded(system: str, codes: list[str]) -> dict[str, Any]:
    """Give the value, or none: a list without codes is left away."""
    concept = {"valueCodeableConcept": _concept(f"state-of-mind-{system}", codes)}
    return concept if codes else {}


def _concept(system: str, codes: Iterable[str]) -> dict[str, Any]:
    url = f"{CANONICAL}/CodeSystem/{system}"
    return {"coding": [{"system": url, "code": code} for code in codes]}


def _entry(resource: Mapping[str, Any]) -> dict[str, Any]:
    return {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
