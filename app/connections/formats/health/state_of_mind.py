"""Apple Health's State of Mind (HKStateOfMind, iOS 18) as JSON, in and out.

A sample is {uuid, kind, date, timeZone, valence, valenceClassification, labels, associations} in
Apple's camelCase names. `timeZone` is what HealthKit keeps as HKTimeZone in a sample's metadata.
"""

from collections.abc import Mapping
from typing import Any

from app.companion.moods.rules import classify


def sample_of(mood: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row of `moods` as a sample; what Apple has no place for stays here."""
    return {
        "uuid": mood["id"],
        "kind": mood["kind"],
        "date": mood["occurred_at"],
        "timeZone": mood["time_zone"],
        "valence": mood["valence"],
        "valenceClassification": classify(mood["valence"]),
        "labels": mood["labels"],
        "associations": mood["associations"],
    }


def mood_of(sample: Mapping[str, Any]) -> dict[str, Any]:
    """Give the fields of a mood that a sample tells; what is missing is missing there, too."""
    fields = {
        "id": sample.get("uuid"),
        "kind": sample.get("kind"),
        "occurred_at": sample.get("date", sample.get("startDate")),
        "time_zone": sample.get("timeZone"),
        "valence": sample.get("valence"),
        "labels": sample.get("labels", []),
        "associations": sample.get("associations", []),
    }
    return {name: value for name, value in fields.items() if value is not None}
