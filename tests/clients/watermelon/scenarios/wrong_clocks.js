// The phone's clock is two days ahead, the tablet's two days behind.
import { changeEverywhere, writeEverywhere } from "../life.js";

const DAYS = 86_400_000;

export async function play({ device }) {
  const phone = device("phone", { skewMs: 2 * DAYS });
  const tablet = device("tablet", { skewMs: -2 * DAYS });
  const ahead = await writeEverywhere(phone, "ahead", { daysAgo: 0 });
  const behind = await writeEverywhere(tablet, "behind", { daysAgo: 0 });
  await phone.sync();
  await tablet.sync();
  await changeEverywhere(tablet, ahead, "change");
  await tablet.sync();
  await phone.sync();
  await changeEverywhere(phone, behind, "change");
  await phone.sync();
  await tablet.syncUntil(({ milestones }) => Object.keys(milestones).length);
  await phone.sync();
  return {
    ahead, behind,
    did: [phone.did, tablet.did],
    rows: { phone: await phone.rows(), tablet: await tablet.rows() },
    unsynced: [await phone.hasUnsyncedChanges(), await tablet.hasUnsyncedChanges()],
  };
}
