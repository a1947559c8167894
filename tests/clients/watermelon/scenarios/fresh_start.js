// A phone forgets everything, and gets it again: once at rest, once with an edit that nobody else has seen.
import { changeEverywhere, removeEverywhere, writeEverywhere } from "../life.js";

export async function play({ device }) {
  const phone = device("phone");
  await writeEverywhere(phone, "kept");
  const gone = await writeEverywhere(phone, "gone");
  await phone.sync();
  await removeEverywhere(phone, gone);
  await phone.sync();
  await phone.sync();
  const before = await phone.rows();

  await phone.startFresh();
  const empty = await phone.rows();
  await phone.sync();
  const after = await phone.rows();

  const own = await writeEverywhere(phone, "after the fresh start");
  await phone.sync();
  await changeEverywhere(phone, own);
  await phone.sync();
  await phone.sync();
  await phone.create("people", { nickname: "Bell", relation: "friend", phase: "together" });
  await phone.sync();
  const { remoteChangeCount: echoed } = await phone.sync();
  return { before, empty, after, echoed, did: [phone.did], rows: { phone: await phone.rows() } };
}
