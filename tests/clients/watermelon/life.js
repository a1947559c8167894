// A life in rows: for every table of the schema something to write down, and two ways to change it later.
// The changes touch different columns, so that two phones may make both at once.
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const text = JSON.stringify;

/** table → {make(near): columns, change: columns, change_too: columns}; parents before their children. */
const KINDS = {
  people: {
    make: ({ name }) => ({ nickname: `Comet ${name}`, relation: "ex_partner", phase: "apart" }),
    change: { note: "Left the scarf at my place." },
    change_too: { phase: "distant" },
  },
  streaks: {
    make: ({ name, ids, now }) => ({
      kind: "no_contact", person_id: ids.people, label: `Quiet ${name}`, started_at: now - HOUR,
    }),
    change: { label: "Quiet weeks" },
    change_too: {},
  },
  streak_policies: {
    make: ({ ids, now }) => ({
      streak_id: ids.streaks, counts: text(["reached_out"]), exceptions: text(["children"]),
      effective_at: now,
    }),
    change: {},
    change_too: {},
  },
  streak_pauses: {
    make: ({ ids, month }) => ({ streak_id: ids.streaks, from_on: `${month}-01`, until_on: `${month}-02` }),
    change: { until_on: "2026-04-03" },
    change_too: {},
  },
  techniques: {
    make: ({ name }) => ({ title: `Balcony ${name}`, steps: text(["Go out.", "Breathe."]), kind: "other" }),
    change: { duration_seconds: 240 },
    change_too: { kind: "breathing" },
  },
  urges: {
    make: ({ ids, at }) => ({
      person_id: ids.people, wants_to: "check", triggers: text(["song"]), intensity: 7, occurred_at: at,
    }),
    change: { intensity_after: 3 },
    change_too: { outcome: "passed" },
  },
  contact_events: {
    make: ({ ids, at }) => ({ person_id: ids.people, kind: "heard_from", channel: "message", occurred_at: at }),
    change: { tone: "neutral" },
    change_too: { note: "Only a birthday greeting." },
  },
  unsent_messages: {
    make: ({ ids, at, now }) => ({
      person_id: ids.people, body: "I saw the heron again.", occurred_at: at, hold_until: now + DAY,
    }),
    change: { body: "I saw the heron again, and two young ones." },
    change_too: { hold_until: Date.UTC(2026, 2, 23, 12) },
  },
  moods: {
    make: ({ at }) => ({
      kind: "momentaryEmotion", valence: -0.4, labels: text(["lonely"]), associations: text(["partner"]),
      custom_labels: text(["like fog"]), occurred_at: at,
    }),
    change: { valence: 0.2, labels: text(["calm", "relieved"]) },
    change_too: { energy: 6 },
  },
  journal_entries: {
    make: ({ ids, at }) => ({ body: "Three lines.", focus: "self", mood_id: ids.moods, occurred_at: at }),
    change: { body: "Four lines." },
    change_too: { focus: "both" },
  },
  activities: {
    make: ({ name, ids }) => ({
      title: `The lake ${name}`, area: "adventure", status: "planned", meant_with_person_id: ids.people,
    }),
    change: { planned_on: "2026-03-28" },
    change_too: { title: "The lake at sunrise" },
  },
  goals: {
    make: ({ name }) => ({
      title: `See friends ${name}`, area: "friends", cadence_times: 3, cadence_per: "week", status: "active",
      starts_on: "2026-03-16",
    }),
    change: { why: "They make me laugh." },
    change_too: { title: "See my friends" },
  },
  goal_excused_days: {
    make: ({ ids, day }) => ({ goal_id: ids.goals, excused_on: day }),
    change: {},
    change_too: {},
  },
  goal_pauses: {
    make: ({ ids, month }) => ({ goal_id: ids.goals, from_on: `${month}-01`, until_on: `${month}-02` }),
    change: { until_on: "2026-04-03" },
    change_too: {},
  },
  activity_logs: {
    make: ({ ids, at }) => ({
      activity_id: ids.activities, goal_id: ids.goals, area: "friends", company: text(["friends"]),
      first_time: true, occurred_at: at,
    }),
    change: { enjoyment: 9 },
    change_too: { note: "Soup for six." },
  },
  encounters: {
    make: ({ ids, at }) => ({ person_id: ids.people, intention: "Return the keys.", occurred_at: at }),
    change: { happened: true },
    change_too: { fun: 4 },
  },
  space_windows: {
    make: ({ name, ids }) => ({
      person_id: ids.people, label: `Practice ${name}`, weekdays: text(["tuesday"]), from_time: "18:00",
      to_time: "20:00",
    }),
    change: { to_time: "21:00" },
    change_too: { label: "Band practice" },
  },
  reviews: {
    make: ({ at }) => ({ kind: "custom", answers: text({ own_week: 7 }), occurred_at: at }),
    change: { decision: "go_on" },
    change_too: {},
  },
  return_checks: {
    make: ({ ids, at }) => ({
      person_id: ids.people, returned_at: at, occurred_at: at,
      afraid: false, pressured: false, explained: true, need_to_blame: 2, calm: 6, wants: "unclear",
    }),
    change: {},
    change_too: {},
  },
  self_checks: {
    make: ({ at }) => ({
      occurred_at: at,
      answers: text({
        bears_silence: 4, drops_own_plans: 3, enjoys_own_company: 5, looks_for_signs: 8, needs_reassurance: 7,
        says_what_is_needed: 5,
      }),
    }),
    change: {},
    change_too: {},
  },
};

/** The tables that a phone writes, parents first. Throws when somebody has forgotten a new table here. */
export function tablesOf(schema) {
  const unknown = Object.keys(schema.tables).filter((table) => !KINDS[table] && !schema.readOnly.includes(table));
  if (unknown.length) throw new Error(`life.js knows nothing to write into: ${unknown}`);
  return Object.keys(KINDS).filter((table) => schema.tables[table]);
}

/** Write one row into every table; children belong to `parents`, or to the rows just written. */
export async function writeEverywhere(device, name, { parents, daysAgo = 1 } = {}) {
  const now = device.now();
  const at = now - daysAgo * DAY;
  const month = parents ? "2026-05" : "2026-04"; // two pauses of one streak must not overlap
  const day = new Date(at - (parents ? DAY : 0)).toISOString().slice(0, 10);
  const ids = {};
  for (const table of tablesOf(device.schema)) {
    const near = { name, now, at, day, month, ids: parents ?? ids };
    ids[table] = await device.create(table, KINDS[table].make(near));
  }
  return ids;
}

export async function changeEverywhere(device, ids, change = "change") {
  for (const table of tablesOf(device.schema)) {
    const columns = KINDS[table][change];
    if (Object.keys(columns).length) await device.update(table, ids[table], columns);
  }
}

export async function removeEverywhere(device, ids) {
  for (const table of tablesOf(device.schema).reverse()) await device.remove(table, ids[table]);
}
