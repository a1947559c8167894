// What the service will not take stays on the phone, unsynced, and holds nothing else up.
export async function play({ device, refused }) {
  const phone = device("phone");
  const tablet = device("tablet");
  const fine = await phone.create("people", PERSON);
  const bad = await phone.create("people", { ...PERSON, ...refused });
  const { rejectedIds } = await phone.sync();
  await tablet.sync();
  const [heldBack, tabletHad] = [await phone.hasUnsyncedChanges(), await tablet.rows()];

  await phone.update("people", bad, PERSON);
  const mended = await phone.sync();
  await tablet.sync();
  await phone.sync();
  return {
    fine, bad, rejectedIds, heldBack, tabletHad,
    rejectedAgain: mended.rejectedIds,
    unsynced: [await phone.hasUnsyncedChanges()],
    rows: { phone: await phone.rows(), tablet: await tablet.rows() },
  };
}

const PERSON = { nickname: "Comet", relation: "ex_partner", phase: "apart" };
