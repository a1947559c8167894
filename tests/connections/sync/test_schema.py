"""The schema that apps are built from is the one that is served."""

import json
from pathlib import Path

import pytest
from sqlalchemy import ARRAY, Boolean, Date, Double, Integer, String, Time, Uuid
from sqlalchemy.dialects.postgresql import TIMESTAMP
from typer.testing import CliRunner

from app.cli import cli
from app.connections.sync.shapes import Column, SyncedTable
from app.connections.sync.tables import TABLES, known_to
from app.core.references import references_of
from app.core.tables import Encrypted

DOCUMENT = Path(__file__).parents[3] / "docs/api/sync-schema.json"
STORED_AS = {
    "text": (String, Encrypted),
    "id": (Uuid,),
    "moment": (TIMESTAMP,),
    "date": (Date,),
    "time": (Time,),
    "json": (ARRAY, Encrypted),
    "number": (Integer, Double),
    "boolean": (Boolean,),
}
WORDED = {("return_checks", "decided_by")}
"""Numbers in the table, words on a phone."""

each_table = pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)


def test_the_document_is_the_one_in_the_repository() -> None:
    """`ownorbit sync-schema` writes it anew; the diff is the change of contract."""
    printed = CliRunner().invoke(cli, ["sync-schema"])

    assert printed.exit_code == 0
    assert printed.output == DOCUMENT.read_text()
    assert [each["name"] for each in json.loads(printed.output)["tables"]] == list(TABLES)


@each_table
def test_a_column_is_stored_as_its_kind_says(table: SyncedTable) -> None:
    for column in table.columns:
        if (table.name, column.name) not in WORDED:
            kind = table.table.c[column.name].type
            assert isinstance(kind, STORED_AS[column.kind]), (table.name, column.name)


@each_table
def test_a_reference_is_seen_and_comes_after_what_it_refers_to(table: SyncedTable) -> None:
    order = list(TABLES)
    for name, parent in references_of(table.table).items():
        assert name in {each.name for each in table.columns}
        if (table.name, parent.name) != ("urges", "contact_events"):  # a circle
            assert order.index(parent.name) < order.index(table.name)


def test_an_older_client_gets_what_its_schema_has() -> None:
    moods = TABLES["moods"]
    late = SyncedTable(
        moods.model,
        (Column("valence", "number"), Column("note", "text", since=3)),
        verbs=None,
        since=2,
    )

    assert known_to(1, [late]) == {}
    assert [each.name for each in known_to(2, [late])["moods"].columns] == ["valence"]
    assert [each.name for each in known_to(3, [late])["moods"].columns] == ["valence", "note"]
