// Two phones are offline for a day and then push, `order` says which first.
import { changeEverywhere, removeEverywhere, writeEverywhere } from "../life.js";

const DAY = 86_400_000;

export async function play({ device, order }) {
  const devices = { phone: device("phone"), tablet: device("tablet") };
  const { phone, tablet } = devices;
  const [both, ofTablet, soonGone] = await writeThree(phone);
  const streak = await phone.create("streaks", {
    kind: "no_contact", person_id: both.people, label: "Ten days", started_at: phone.now() - 10 * DAY,
  });
  await phone.syncUntil(({ milestones }) => Object.keys(milestones).length);
  await tablet.sync();

  await writeEverywhere(phone, "on the phone", { parents: both });
  await slip(phone, both, 6);
  await changeEverywhere(phone, both, "change");
  await removeEverywhere(phone, soonGone);

  await writeEverywhere(tablet, "on the tablet");
  await slip(tablet, both, 3);
  await changeEverywhere(tablet, both, "change_too");
  await changeEverywhere(tablet, ofTablet, "change");
  const brief = await writeEverywhere(tablet, "brief");
  await removeEverywhere(tablet, brief);

  for (const name of order) await devices[name].sync();
  await phone.syncUntil(({ milestones }) => Object.values(milestones).some((each) => each.revoked_at));
  await tablet.sync();
  return {
    did: [phone.did, tablet.did],
    rows: { phone: await phone.rows(), tablet: await tablet.rows() },
    streak,
    conflicts: tablet.logs.concat(phone.logs).flatMap(({ resolvedConflicts }) => resolvedConflicts ?? []).length,
    unsynced: [await phone.hasUnsyncedChanges(), await tablet.hasUnsyncedChanges()],
  };
}

async function writeThree(phone) {
  const sets = [];
  for (const name of ["of both", "of the tablet", "soon gone"]) sets.push(await writeEverywhere(phone, name));
  return sets;
}

function slip(device, { people }, daysAgo) {
  const occurred_at = device.now() - daysAgo * DAY;
  return device.create("contact_events", { person_id: people, kind: "reached_out", channel: "message", occurred_at });
}
