"""Which reader a file has, and ids for what has none of its own."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from app.connections.formats.daylio.reader import DaylioReader
from app.connections.formats.health.readers import mindfulness_reader, state_of_mind_reader
from app.connections.formats.imports.shapes import Reader
from app.connections.formats.own.reader import OwnReader
from app.core.owners import Owner

ROOM = UUID("0199e4a2-7c31-7000-8f1e-5a1d3b7c9e02")
"""Names ids made of what a row says; the rest of the name is keyed, so they tell nobody."""


def reader_for(owner: Owner, kind: str, options: Mapping[str, Any]) -> Reader:
    if kind == "daylio":
        return DaylioReader(options["time_zone"], options["moods"], lambda said: named(owner, said))
    if kind == "state_of_mind":
        return state_of_mind_reader()
    if kind == "mindfulness":
        return mindfulness_reader(options["time_zone"])
    return OwnReader()


def named(owner: Owner, said: str) -> UUID:
    """Make the id of what says this: the same each time, another for each user."""
    return uuid5(ROOM, owner.cipher.digest("import", said.encode("utf-8", "replace")).hex())
