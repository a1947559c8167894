// What the service says a phone may hold (docs/api/sync-schema.json), as WatermelonDB wants to hear it.
import { readFileSync } from "node:fs";
import Watermelon from "@nozbe/watermelondb/index.js";
import Migrations from "@nozbe/watermelondb/Schema/migrations/index.js";

const { appSchema, tableSchema, Model } = Watermelon;
const { schemaMigrations, createTable, addColumns } = Migrations;

const DOCUMENT = new URL("../../../docs/api/sync-schema.json", import.meta.url);

/** {version, tables: {table: {column: {type, isOptional}}}, readOnly: the tables that only the service writes} */
export function wholeSchema() {
  const { version, tables } = JSON.parse(readFileSync(DOCUMENT, "utf8"));
  const columnsOf = ({ columns }) =>
    Object.fromEntries(columns.map(({ name, type, is_optional: isOptional }) => [name, { type, isOptional }]));
  return {
    version,
    tables: Object.fromEntries(tables.map((table) => [table.name, columnsOf(table)])),
    readOnly: tables.filter((table) => table.read_only).map((table) => table.name),
  };
}

/** The same, as an app of last year knew it: without some tables, and without some columns of others. */
export function olderSchema(whole, { tables, columns }) {
  const kept = Object.entries(whole.tables).filter(([table]) => !tables.includes(table));
  return {
    ...whole,
    tables: Object.fromEntries(
      kept.map(([table, known]) => [table, without(known, columns[table] ?? [])]),
    ),
  };
}

export function asSchema({ version, tables }) {
  const described = Object.entries(tables).map(([name, columns]) =>
    tableSchema({ name, columns: asColumns(columns) }),
  );
  return appSchema({ version, tables: described });
}

/** The steps of an upgrade that brings the tables and columns that the older schema lacked. */
export function asMigrations(older, newer) {
  const steps = Object.entries(newer.tables).flatMap(([table, columns]) => {
    const known = older.tables[table];
    if (!known) return [createTable({ name: table, columns: asColumns(columns) })];
    const added = without(columns, Object.keys(known));
    return Object.keys(added).length ? [addColumns({ table, columns: asColumns(added) })] : [];
  });
  return schemaMigrations({ migrations: [{ toVersion: newer.version, steps }] });
}

export function modelsOf({ tables }) {
  return Object.keys(tables).map((name) => class extends Model { static table = name; });
}

function asColumns(columns) {
  return Object.entries(columns).map(([name, column]) => ({ name, ...column }));
}

function without(columns, names) {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => !names.includes(name)));
}
