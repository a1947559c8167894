// The same rows are changed on both phones, and the tablet's push arrives between the phone's pull and push.
import { changeEverywhere, writeEverywhere } from "../life.js";
import { after, Refused } from "../network.js";

export async function play({ device }) {
  const phone = device("phone");
  const tablet = device("tablet");
  const ids = await writeEverywhere(phone, "of both");
  await phone.sync();
  await tablet.sync();

  await changeEverywhere(phone, ids, "change");
  await changeEverywhere(tablet, ids, "change_too");
  await phone.update("people", ids.people, { nickname: "Comet of the phone" });
  await tablet.update("people", ids.people, { nickname: "Comet of the tablet" });
  const alone = await phone.create("people", { nickname: "Bell", relation: "friend", phase: "together" });
  let refusal = null;
  phone.network.trap("POST", after(() => tablet.sync()));
  const send = phone.network.send.bind(phone.network);
  phone.network.send = (request) =>
    send(request).catch((error) => {
      if (error instanceof Refused) refusal = error.problem;
      throw error;
    });
  const log = await phone.sync();
  await tablet.sync();
  await phone.sync();
  return {
    ids, alone, refusal,
    did: [tablet.did, phone.did],
    seen: phone.network.seen,
    merged: (log.resolvedConflicts ?? []).length,
    rows: { phone: await phone.rows(), tablet: await tablet.rows() },
  };
}
