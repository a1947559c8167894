// Words that are too long for the service: they stay on their phone, with all that hangs on their rows.
export async function play({ device, longest }) {
  const phone = device("phone");
  const tablet = device("tablet");
  const known = await phone.create("moods", { ...MOOD, note: "Rain." });
  const review = await phone.create("reviews", REVIEW);
  await phone.sync();
  await tablet.sync();
  await phone.sync();

  const long = "x".repeat(longest + 1);
  const person = await phone.create("people", { ...PERSON, note: long });
  const urge = await phone.create("urges", { wants_to: "check", triggers: "[]", intensity: 7, ...AT });
  const event = await phone.create("contact_events", { person_id: person, urge_id: urge, kind: "reached_out", ...AT });
  await phone.update("urges", urge, { contact_event_id: event, outcome: "slipped" });
  const mood = await phone.create("moods", { ...MOOD, note: long });
  const fine = await phone.create("moods", { ...MOOD, note: "Sun." });
  await phone.update("moods", known, { note: long });
  await phone.update("reviews", review, { answers: JSON.stringify({ grew: long }) });
  const written = await phone.rows();
  const { rejectedIds } = await phone.sync();
  await tablet.sync();
  const tabletHad = await tablet.rows();

  await tablet.update("moods", known, { energy: 3 });
  await tablet.sync();
  const { rejectedIds: again } = await phone.sync();
  const [kept, heldBack] = [await phone.rows(), await phone.hasUnsyncedChanges()];

  const short = "x".repeat(longest);
  for (const [table, id] of [["people", person], ["moods", mood], ["moods", known]]) {
    await phone.update(table, id, { note: short });
  }
  await phone.update("reviews", review, { answers: JSON.stringify({ grew: short }) });
  const mended = await phone.sync();
  await tablet.sync();
  await phone.sync();
  return {
    ids: { person, urge, event, mood, fine, known, review },
    long, written, rejectedIds, tabletHad, again, kept, heldBack,
    rejectedInTheEnd: mended.rejectedIds,
    did: [phone.did, tablet.did],
    unsynced: [await phone.hasUnsyncedChanges()],
    rows: { phone: await phone.rows(), tablet: await tablet.rows() },
  };
}

const AT = { occurred_at: Date.UTC(2026, 2, 20, 8) };
const MOOD = { kind: "momentaryEmotion", valence: 0.5, labels: "[]", associations: "[]", custom_labels: "[]", ...AT };
const PERSON = { nickname: "Comet", relation: "ex_partner", phase: "apart" };
const REVIEW = { kind: "custom", answers: JSON.stringify({ grew: "I climb." }), ...AT };
