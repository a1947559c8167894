// A phone with WatermelonDB on it: works offline, and synchronizes when it is told to.
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import Watermelon from "@nozbe/watermelondb/index.js";
import LokiJS from "@nozbe/watermelondb/adapters/lokijs/index.js";
import Sync from "@nozbe/watermelondb/sync/index.js";
import Ids from "@nozbe/watermelondb/utils/common/randomId/index.js";
import { asSchema, modelsOf } from "./schema.js";

const { Database } = Watermelon;
const { synchronize, hasUnsyncedChanges } = Sync;
const OFTEN_ENOUGH = 5;
const PATIENCE_MS = 20_000;
const QUIET_MS = 1_500;
const LOOK_EVERY_MS = 50;

export class Device {
  /** The logs of WatermelonDB, one a synchronization that ended well. */
  logs = [];
  /** How many pages the last pull had. */
  pages = 0;
  /** All that was done on this phone, in order: ["create" | "update" | "remove", table, id, columns]. */
  did = [];

  /**
   * `now`: what a right clock shows. `skewMs`: how far this phone's clock is ahead. `disk`: of an app before
   * its update. `migratesFrom`: the first version whose migrations are synchronized, too.
   */
  constructor(network, schema, { now = Date.now(), skewMs = 0, pageSize, disk, migrations, migratesFrom } = {}) {
    Object.assign(this, { network, schema, skewMs, pageSize, migratesFrom, startedAt: now });
    this.adapter = new LokiJS.default({
      schema: asSchema(schema),
      migrations,
      dbName: "phone",
      useWebWorker: false,
      useIncrementalIndexedDB: true,
      extraLokiOptions: { autosave: false },
      _testLokiAdapter: disk,
    });
    this.database = new Database({ adapter: this.adapter, modelClasses: modelsOf(schema) });
  }

  /** The app is updated: the same disk under a newer schema. */
  async upgraded(schema, migrations) {
    const loki = this.adapter._driver.loki;
    await new Promise((saved) => loki.saveDatabase(saved));
    const disk = loki.persistenceAdapter;
    const migratesFrom = this.schema.version;
    const { startedAt: now, skewMs } = this;
    return new Device(this.network, schema, { now, skewMs, disk, migrations, migratesFrom });
  }

  now() {
    return this.startedAt + this.skewMs;
  }

  create(table, columns) {
    Ids.setGenerator(() => uuid7(this.now()));
    return this.database.write(async () => {
      const { id } = await this.database.get(table).create((each) => write(each, columns));
      this.did.push(["create", table, id, columns]);
      return id;
    });
  }

  update(table, id, columns) {
    return this.database.write(async () => {
      const row = await this.database.get(table).find(id);
      await row.update((each) => write(each, columns));
      this.did.push(["update", table, id, columns]);
    });
  }

  remove(table, id) {
    return this.database.write(async () => {
      const row = await this.database.get(table).find(id);
      await row.markAsDeleted();
      this.did.push(["remove", table, id, {}]);
    });
  }

  /** Synchronize; after a conflict pull again, then push. Throws when the network fails. */
  async sync() {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#synchronize();
      } catch (error) {
        if (error.status !== 409 || attempt === OFTEN_ENOUGH) throw error;
      }
    }
  }

  /** What an app does in a tunnel: again and again. */
  async syncInTheEnd() {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.sync();
      } catch (error) {
        if (!(error instanceof TypeError) || attempt === OFTEN_ENOUGH) throw error;
      }
    }
  }

  /** Synchronize until the service has written something of its own accord, and adds nothing more for a while. */
  async syncUntil(isThere) {
    let since = Date.now();
    let before = "";
    for (const end = since + PATIENCE_MS; Date.now() < end; ) {
      await this.sync();
      const rows = await this.rows();
      const now = JSON.stringify(rows);
      if (now !== before) since = Date.now();
      if (isThere(rows) && Date.now() - since >= QUIET_MS) return;
      before = now;
      await sleep(LOOK_EVERY_MS);
    }
    throw new Error("what the service should have written has not come");
  }

  /** Every row of every table, without WatermelonDB's own columns: {table: {id: columns}}. */
  async rows() {
    const tables = Object.keys(this.schema.tables).map(async (table) => {
      const rows = await this.database.get(table).query().fetch();
      return [table, Object.fromEntries(rows.map(({ _raw: { id, _status, _changed, ...columns } }) => [id, columns]))];
    });
    return Object.fromEntries(await Promise.all(tables));
  }

  hasUnsyncedChanges() {
    return hasUnsyncedChanges({ database: this.database });
  }

  startFresh() {
    return this.database.write(() => this.database.unsafeResetDatabase());
  }

  async #synchronize() {
    const log = {};
    await synchronize({
      database: this.database,
      pullChanges: (asked) => this.#pull(asked),
      pushChanges: ({ changes, lastPulledAt }) =>
        this.network.call("POST", `/v1/sync?last_pulled_at=${lastPulledAt}`, changes),
      migrationsEnabledAtVersion: this.migratesFrom,
      log,
    });
    this.logs.push(log);
    return log;
  }

  async #pull({ lastPulledAt, schemaVersion, migration }) {
    const path =
      `/v1/sync?last_pulled_at=${lastPulledAt}&schema_version=${schemaVersion}` +
      `&migration=${encodeURIComponent(JSON.stringify(migration))}` +
      (this.pageSize ? `&limit=${this.pageSize}` : "");
    const changes = {};
    let page = { next: null };
    this.pages = 0;
    do {
      const further = page.next ? `&cursor=${encodeURIComponent(page.next)}` : "";
      page = await this.network.call("GET", path + further);
      this.pages += 1;
      merge(changes, page.changes);
    } while (page.next);
    return { changes, timestamp: page.timestamp };
  }
}

function merge(whole, changes) {
  for (const [table, lists] of Object.entries(changes)) {
    whole[table] ??= { created: [], updated: [], deleted: [] };
    for (const [list, items] of Object.entries(lists)) whole[table][list].push(...items);
  }
}

function write(row, columns) {
  for (const [column, value] of Object.entries(columns)) row._setRaw(column, value);
}

/** RFC 9562: 48 bits of milliseconds, then chance. */
function uuid7(ms) {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
