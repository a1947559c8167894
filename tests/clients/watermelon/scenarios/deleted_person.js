// The phone deletes a person while the tablet writes about them; `race` says how the two pushes meet.
import { writeEverywhere } from "../life.js";
import { after } from "../network.js";

export async function play({ device, race }) {
  const phone = device("phone");
  const tablet = device("tablet");
  const gone = await writeEverywhere(phone, "gone");
  const kept = await writeEverywhere(phone, "kept");
  await phone.sync();
  await tablet.sync();

  await phone.remove("people", gone.people);
  await tablet.update("contact_events", gone.contact_events, { note: "Too late." });
  const late = {
    contact_events: await tablet.create("contact_events", {
      person_id: gone.people, kind: "reached_out", channel: "message", occurred_at: tablet.now(),
    }),
    encounters: await tablet.create("encounters", { person_id: gone.people, occurred_at: tablet.now() }),
  };
  await RACES[race](phone, tablet);
  for (const each of [phone, tablet, phone, tablet]) await each.sync();
  return {
    gone, kept, late,
    rows: { phone: await phone.rows(), tablet: await tablet.rows() },
    seen: tablet.network.seen,
    unsynced: [await phone.hasUnsyncedChanges(), await tablet.hasUnsyncedChanges()],
  };
}

const RACES = {
  "phone first": (phone) => phone.sync(),
  "tablet first": (_, tablet) => tablet.sync(),
  "phone between the tablet's pull and push": (phone, tablet) => {
    tablet.network.trap("POST", after(() => phone.sync()));
    return tablet.sync();
  },
  "tablet between the phone's pull and push": (phone, tablet) => {
    phone.network.trap("POST", after(() => tablet.sync()));
    return phone.sync();
  },
};
