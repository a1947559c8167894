// Pushes whose answers get lost, connections that break before, within and after a push; a pull whose answer gets lost.
import { changeEverywhere, removeEverywhere, writeEverywhere } from "../life.js";
import { answerLost, cutInTheBody, hungUp, noConnection } from "../network.js";

export async function play({ device }) {
  const phone = device("phone");
  const tablet = device("tablet");
  const first = await writeEverywhere(phone, "first");
  phone.network.trap("POST", answerLost);
  await failing(phone);

  await tablet.sync();
  await changeEverywhere(tablet, first, "change_too");
  await tablet.sync();
  await changeEverywhere(phone, first, "change");
  phone.network.trap("GET", answerLost);
  await phone.syncInTheEnd();

  const ids = [];
  for (const trap of [noConnection, cutInTheBody, hungUp, answerLost]) {
    ids.push(await writeEverywhere(phone, trap.name));
    phone.network.trap("POST", trap);
    await failing(phone);
  }
  await changeEverywhere(phone, ids[0]);
  await phone.syncInTheEnd();

  for (const trap of [answerLost, hungUp]) {
    await removeEverywhere(phone, ids.pop());
    phone.network.trap("POST", trap);
    await failing(phone);
    await phone.syncInTheEnd();
  }
  await tablet.sync();
  await phone.sync();
  return {
    did: [phone.did, tablet.did],
    rows: { phone: await phone.rows(), tablet: await tablet.rows() },
    seen: phone.network.seen,
    unsynced: [await phone.hasUnsyncedChanges(), await tablet.hasUnsyncedChanges()],
  };
}

/** Synchronize once, in vain. */
async function failing(device) {
  try {
    await device.sync();
  } catch (error) {
    if (error instanceof TypeError) return;
    throw error;
  }
  throw new Error("this synchronization was meant to fail");
}
