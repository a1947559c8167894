// An app of last year synchronizes, is updated, and gets what its schema had no place for.
import { changeEverywhere, writeEverywhere } from "../life.js";
import { asMigrations, olderSchema } from "../schema.js";

export async function play({ device, schema, missing }) {
  const today = { ...schema, version: schema.version + 1 };
  const lastYear = { ...olderSchema(schema, missing), version: schema.version };
  const tablet = device("tablet", { schema: today });
  const early = await writeEverywhere(tablet, "early");
  await changeEverywhere(tablet, early);
  await changeEverywhere(tablet, early, "change_too");
  await tablet.sync();

  const old = device("phone", { schema: lastYear });
  await old.sync();
  const before = await old.rows();
  await old.update("people", early.people, { nickname: "Comet renamed" });
  await writeEverywhere(old, "on the old phone");
  await old.sync();
  await writeEverywhere(tablet, "late");
  await tablet.sync();

  const phone = await old.upgraded(today, asMigrations(lastYear, today));
  await phone.sync();
  await tablet.sync();
  return {
    before,
    did: [tablet.did, old.did],
    rows: { phone: await phone.rows(), tablet: await tablet.rows() },
    migration: phone.logs[0].migration,
    again: await again(phone),
    unsynced: [await phone.hasUnsyncedChanges(), await tablet.hasUnsyncedChanges()],
  };
}

/** The migration is over: the next pull is an ordinary one. */
async function again(phone) {
  const { migration, remoteChangeCount } = await phone.sync();
  return { migration, remoteChangeCount };
}
