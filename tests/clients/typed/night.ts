// What the app shows at the end of a day, read until the service says of each part that it is unchanged.
import assert from "node:assert/strict";
import { taken } from "./phone.js";
import type { Teller } from "./teller.js";

type Shown = Awaited<ReturnType<typeof look>>;

const BEFORE_IT_ALL = "2026-03-22";
const MOST_READS = 5; // a milestone is awarded a moment later, and changes the tag of everything

export async function compare(life: Teller, today: string): Promise<void> {
  const shown = await look(life, today);
  let revalidated = -1;
  for (let reads = 0; revalidated < partsOf(shown); reads += 1) {
    assert(reads < MOST_READS, `${revalidated} of ${partsOf(shown)} parts unchanged`);
    const before = life.phone.seen.revalidated;
    assert.deepEqual(await look(life, today), shown);
    revalidated = life.phone.seen.revalidated - before;
  }
  life.notes.push({ what: "night", now: life.now, shown: { ...shown, revalidated } });
}

function partsOf({ goals, states, breaks, lists }: Shown): number {
  return 2 + Object.keys(goals).length + states.length + breaks.length + 3 * lists.length;
}

async function look(life: Teller, today: string) {
  const ranges = [
    { from: BEFORE_IT_ALL, to: today },
    { from: today, to: today },
    { from: BEFORE_IT_ALL, to: "2026-03-25" },
  ];
  return {
    streak: await streak(life),
    goals: await progress(life),
    states: await Promise.all(dates(today).map((on) => state(life, on))),
    breaks: await Promise.all(life.contacts.map((id) => breaks(life, id))),
    lists: await Promise.all(ranges.map((range) => lists(life, range))),
    moods: await moods(life),
  };
}

async function streak({ phone, ids }: Teller) {
  const path = { streak_id: ids.streak };
  return taken(await phone.api.GET("/v1/streaks/{streak_id}", { params: { path } }));
}

async function progress({ phone, goals }: Teller) {
  const shown = await Promise.all(
    [...goals].map(async ([name, goal_id]) => {
      const goal = taken(await phone.api.GET("/v1/goals/{goal_id}", { params: { path: { goal_id } } }));
      return [name, goal.progress] as const;
    }),
  );
  return Object.fromEntries(shown);
}

async function state({ phone, ids }: Teller, on: string) {
  const params = { path: { streak_id: ids.streak }, query: { on } };
  const explanation = taken(await phone.api.GET("/v1/streaks/{streak_id}/explanation", { params }));
  return [on, explanation.state] as const;
}

async function breaks({ phone }: Teller, contact_event_id: string) {
  const params = { path: { contact_event_id } };
  const contact = taken(await phone.api.GET("/v1/contact-events/{contact_event_id}", { params }));
  return [contact.id, contact.effects.map((effect) => effect.breaks)] as const;
}

async function lists({ phone }: Teller, range: { from: string; to: string }) {
  const params = { query: range };
  const [felt, logged, met] = await Promise.all([
    phone.api.GET("/v1/moods", { params }),
    phone.api.GET("/v1/activity-logs", { params }),
    phone.api.GET("/v1/contact-events", { params }),
  ]);
  const ids = { moods: named(taken(felt)), "activity-logs": named(taken(logged)), "contact-events": named(taken(met)) };
  return { ...range, ids };
}

async function moods({ phone }: Teller) {
  const page = taken(await phone.api.GET("/v1/moods", { params: { query: { limit: 200 } } }));
  return page.items.map(({ id, local_date, valence_classification }) => ({ id, local_date, valence_classification }));
}

function named(page: { items: { id: string }[] }): string[] {
  return page.items.map((each) => each.id);
}

function dates(last: string): string[] {
  const day = new Date(`${BEFORE_IT_ALL}T12:00:00Z`);
  const found: string[] = [];
  for (; day.toISOString().slice(0, 10) <= last; day.setUTCDate(day.getUTCDate() + 1)) {
    found.push(day.toISOString().slice(0, 10));
  }
  return found;
}
