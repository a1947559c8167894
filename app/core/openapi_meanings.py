"""What a field means, said once: the body that first has it speaks for the others of its resource.

A field without words of its own has those of the field of the same name in the body that makes
the record (`MoodUpdate.note` and `MoodRead.note` those of `MoodCreate.note`). What is said of its
absence holds for one body alone and is not handed on.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Schema = dict[str, Any]

HEIRS = ("Created", "Read", "Update")
TELLERS = ("Create", "Put", "", "Read", "Update")
WORD = re.compile(r"(?=[A-Z])")


def hand_on(schemas: Mapping[str, Schema]) -> None:
    """Give words to the fields that have none."""
    for name, schema in schemas.items():
        if name.endswith(HEIRS):
            for teller in kin(name, TELLERS, schemas):
                _repeat(teller, schema)
    for schema in schemas.values():
        for field in schema.get("properties", {}).values():
            _lift(field)


def kin(name: str, endings: Sequence[str], schemas: Mapping[str, Schema]) -> list[Schema]:
    """Find the other bodies of what a body is about: for `TodayMoodRead`, those of moods."""
    *words, _ending = WORD.split(name)
    for start in range(len(words)):
        stem = "".join(words[start:])
        names = [stem + end for end in endings if stem + end != name]
        found = [schemas[each] for each in names if each in schemas]
        if stem and found:
            return found
    return []


def _repeat(teller: Schema, heir: Schema) -> None:
    told = teller.get("properties", {})
    for name, field in heir.get("properties", {}).items():
        source = told.get(name, {})
        text = source.get("description") or _not_null(source).get("description", "")
        if text and "bsent" not in text:
            field.setdefault("description", text)


def _lift(field: Schema) -> None:
    """Let what may be null say itself what its one alternative to null says."""
    inner = _not_null(field)
    if "description" in inner:
        field.setdefault("description", inner.pop("description"))


def _not_null(field: Schema) -> Schema:
    """Give the one thing that a field can be unless it is null, or nothing."""
    found: list[Schema] = [each for each in field.get("anyOf", ()) if each != {"type": "null"}]
    return found[0] if len(found) == 1 else {}
