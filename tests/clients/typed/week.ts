// node week.js URL CLOCK_FILE: lives tests/journeys/test_first_week.py by typed calls, and prints what it saw.
import assert from "node:assert/strict";
import { compare } from "./night.js";
import { Phone, taken } from "./phone.js";
import { picture } from "./pictures.js";
import { refusals, unchanged } from "./refusals.js";
import { Teller } from "./teller.js";

const [MONDAY, TUESDAY, WEDNESDAY, THURSDAY] = ["2026-03-23", "2026-03-24", "2026-03-25", "2026-03-26"] as const;
const [FRIDAY, SATURDAY, SUNDAY] = ["2026-03-27", "2026-03-28", "2026-03-29"] as const; // clocks go forward
const MONDAY_AFTER = "2026-03-30";
const [MOMENT, DAY] = ["momentaryEmotion", "dailyMood"] as const;

const [url, clock] = process.argv.slice(2);
assert(url && clock);
const life = new Teller(new Phone(url), clock);

await monday();
await compare(life, MONDAY);
await tuesday();
await compare(life, TUESDAY);
await wednesday();
await compare(life, WEDNESDAY);
await thursday();
await compare(life, THURSDAY);
await friday();
await compare(life, FRIDAY);
await saturday();
await compare(life, SATURDAY);
await sunday();
await compare(life, SUNDAY);
life.wake(`${MONDAY_AFTER}T08:00+02:00`);
await compare(life, MONDAY_AFTER);
const lookedBackOn = await lookBack();
const figures = {
  notes: life.notes,
  lookedBackOn,
  picture: await picture(life.phone),
  unchanged: await unchanged(life),
  refusals: await refusals(life),
  seen: life.phone.seen,
};
console.log(JSON.stringify(figures));

async function monday(): Promise<void> {
  life.wake(`${MONDAY}T08:00+01:00`);
  await life.phone.signUp();
  await life.person({ nickname: "Comet", relation: "ex_partner", phase: "apart" });
  await life.streak("2026-03-22T22:00+01:00");
  await life.activity(life.ids.run, { title: "Run along the canal", area: "body" });
  const together = { meant_with_person_id: life.ids.person, status: "planned" } as const;
  await life.activity(life.ids.lake, { title: "The lake at sunrise", area: "adventure", ...together });
  const since = { starts_on: MONDAY };
  await life.aim("friends", { title: "See friends", area: "friends", cadence: { times: 3, per: "week" }, ...since });
  await life.aim("lines", { title: "Three lines a day", area: "mind", cadence: { times: 1, per: "day" }, ...since });
  const target = { amount: 10, unit: "km", due_on: "2026-04-05" };
  await life.aim("run", { title: "Ten kilometres", area: "body", target, activity_id: life.ids.run, ...since });
  await life.feel({ kind: MOMENT, valence: -0.9, labels: ["hopeless", "sad"] });

  life.wake(`${MONDAY}T21:30+01:00`);
  await writeLines();
  await life.feel({ kind: DAY, valence: -0.6, labels: ["lonely"] });
}

async function tuesday(): Promise<void> {
  life.wake(`${TUESDAY}T07:10+01:00`);
  await run(2.4, true);
  life.wake(`${TUESDAY}T18:00+01:00`);
  await life.meet({ kind: "heard_from", channel: "message" });
  const box = await life.meet({ kind: "reached_out", channel: "in_person", reason: "belongings" });
  assert.deepEqual(box.effects.map((each) => each.because), ["reason-excepted"]);

  life.wake(`${TUESDAY}T22:00+01:00`);
  await seeFriends("Coffee that became dinner");
  await writeLines();
  await life.feel({ kind: DAY, valence: -0.35, labels: ["relieved", "drained"] });
}

/** The message is written at half past one: in the night of Wednesday, as the user counts. */
async function wednesday(): Promise<void> {
  life.wake(`${WEDNESDAY}T23:40+01:00`);
  await writeLines();
  await life.feel({ kind: MOMENT, valence: -0.7, labels: ["lonely"] });

  life.wake(`${THURSDAY}T02:00+01:00`);
  const span = { occurred_at: "2026-03-26T01:30:00+01:00", restart_at: "2026-03-26T01:50:00+01:00" };
  const slip = await life.meet({ kind: "reached_out", channel: "message", ...span });
  assert.deepEqual([slip.local_date, slip.effects[0]?.breaks], [WEDNESDAY, true]);
  await life.feel({ kind: DAY, valence: -0.8, labels: ["ashamed"] });
}

async function thursday(): Promise<void> {
  life.wake(`${THURSDAY}T16:00+01:00`);
  await life.excuse("lines", THURSDAY);
  await life.feel({ kind: MOMENT, valence: -0.1, labels: ["calm"], occurred_at: "2026-03-24T13:00:00+01:00" });
  await seeFriends("On the phone, with soup");

  life.wake(`${THURSDAY}T22:15+01:00`);
  await life.feel({ kind: DAY, valence: -0.2, labels: ["indifferent"] });
}

async function friday(): Promise<void> {
  life.wake(`${FRIDAY}T12:00+01:00`);
  await run(3.1, false);
  await life.pause(FRIDAY, SATURDAY);
  life.wake(`${FRIDAY}T23:30+01:00`);
  const dance = await life.meet({ kind: "met_by_choice", channel: "in_person" });
  assert.deepEqual(dance.effects.map((each) => each.because), ["paused"]);
  await writeLines();
  await life.feel({ kind: MOMENT, valence: 0.2, labels: ["surprised"] });
  await life.feel({ kind: DAY, valence: 0.1, labels: ["calm"] });
}

async function saturday(): Promise<void> {
  life.wake(`${SATURDAY}T07:30+01:00`);
  const { lake } = life.ids;
  await life.log({
    title: "The lake after all",
    goal_id: life.goal("friends"),
    activity_id: lake,
    area: "adventure",
    company: ["friends"],
    first_time: true,
    enjoyment: 9,
  });
  const params = { path: { activity_id: lake } };
  const done = taken(await life.phone.api.PATCH("/v1/activities/{activity_id}", { params, body: { status: "done" } }));
  assert.equal(done.status, "done");
  const planned = taken(await life.phone.api.GET("/v1/activities", { params: { query: { status: "planned" } } }));
  assert.deepEqual(planned.items, []);

  life.wake(`${SATURDAY}T21:00+01:00`);
  await writeLines();
  await life.feel({ kind: DAY, valence: 0.45, labels: ["grateful", "peaceful"] });
}

async function sunday(): Promise<void> {
  life.wake(`${SUNDAY}T09:00+02:00`);
  await run(4.6, false);
  const params = { path: { goal_id: life.goal("run") } };
  taken(await life.phone.api.PATCH("/v1/goals/{goal_id}", { params, body: { status: "achieved" } }));
  life.wake(`${SUNDAY}T22:00+02:00`);
  await writeLines();
  await life.feel({ kind: MOMENT, valence: 0.75, labels: ["proud", "happy"] });
  await life.feel({ kind: DAY, valence: 0.6, labels: ["hopeful"] });
}

async function lookBack() {
  const logs = taken(await life.phone.api.GET("/v1/activity-logs"));
  const days = taken(await life.phone.api.GET("/v1/moods", { params: { query: { kind: DAY } } }));
  return {
    firstTimes: logs.items.filter((log) => log.first_time).map((log) => log.local_date),
    days: days.items.map((mood) => mood.valence),
  };
}

async function writeLines(): Promise<void> {
  await life.log({ area: "mind", goal_id: life.goal("lines"), company: ["alone"] });
}

async function run(amount: number, first_time: boolean): Promise<void> {
  await life.log({ activity_id: life.ids.run, amount, unit: "km", first_time });
}

async function seeFriends(title: string): Promise<void> {
  await life.log({ title, area: "friends", goal_id: life.goal("friends"), company: ["friends"] });
}
