// What the service says a phone may hold (docs/api/sync-schema.json), as WatermelonDB wants to hear it.
import { readFileSync } from "node:fs";
import Watermelon from "@nozbe/watermelondb/index.js";
import Migrations from "@nozbe/watermelondb/Schema/migrations/index.js";

const { appSchema, tableSchema, Model } = Watermelon;
const { schemaMigrations, createTable, addColumns } = Migrations;

const DOCUMENT = new URL("../../../docs/api/sync-schema.json", import.meta.url);

/** @returns {{version: number, tables: Object<string, Object<string, {type, optional}>>}} */
export function wholeSchema() {
  return JSON.parse(readFileSync(DOCUMENT, "utf8"));
}

/** The same, as an app of last year knew it: without some tables, and without some columns of others. */
export function olderSchema(whole, { tables, columns }) {
  const kept = Object.entries(whole.tables).filter(([table]) => !tables.includes(table));
  return {
    version: whole.version,
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
  return Object.entries(columns).map(([name, { type, optional }]) => ({ name, type, isOptional: optional }));
}

function without(columns, names) {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => !names.includes(name)));
}
