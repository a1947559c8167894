// Somebody who tells a phone about their days, and notes what they said for the oracle.
import { renameSync, writeFileSync } from "node:fs";
import { newId } from "./ids.js";
import { done, type Phone, type Schemas, taken } from "./phone.js";

type Body<Name extends keyof Schemas> = Omit<Schemas[Name], "id">;
export type Mood = Schemas["MoodRead"];
export type Contact = Schemas["ContactEventRead"];
export type Log = Schemas["ActivityLogRead"];
export type GoalName = "friends" | "lines" | "run";

/** In the order in which it happened; `occurred_at` is told of everything. */
export type Note =
  | { what: "streak"; started_at: string }
  | { what: "goal"; name: GoalName; id: string; body: Body<"GoalCreate"> }
  | { what: "moods"; body: Schemas["MoodCreate"] }
  | { what: "activity-logs"; body: Schemas["ActivityLogCreate"] }
  | { what: "contact-events"; body: Schemas["ContactEventCreate"] }
  | { what: "pause"; first: string; last: string }
  | { what: "excused"; name: GoalName; day: string }
  | { what: "night"; now: string; shown: object };

export class Teller {
  readonly notes: Note[] = [];
  readonly moods: string[] = [];
  readonly contacts: string[] = [];
  readonly goals = new Map<GoalName, string>();
  readonly ids = { person: newId(), streak: newId(), run: newId(), lake: newId() };
  now = "";

  constructor(
    readonly phone: Phone,
    readonly clock: string,
  ) {}

  /** Let it be that moment, for the service too. */
  wake(moment: string): void {
    writeFileSync(`${this.clock}.draft`, moment);
    renameSync(`${this.clock}.draft`, this.clock);
    this.now = moment;
  }

  goal(name: GoalName): string {
    const id = this.goals.get(name);
    if (id === undefined) throw new Error(`no goal ${name} yet`);
    return id;
  }

  async person(body: Body<"PersonCreate">): Promise<void> {
    taken(await this.phone.api.POST("/v1/people", { body: { ...body, id: this.ids.person } }));
  }

  async activity(id: string, body: Body<"ActivityCreate">): Promise<void> {
    taken(await this.phone.api.POST("/v1/activities", { body: { ...body, id } }));
  }

  async streak(started_at: string): Promise<void> {
    const { person: person_id, streak: id } = this.ids;
    const body = { id, kind: "no_contact", person_id, started_at } as const;
    taken(await this.phone.api.POST("/v1/streaks", { body }));
    this.notes.push({ what: "streak", started_at });
  }

  async aim(name: GoalName, body: Body<"GoalCreate">): Promise<void> {
    const id = newId();
    taken(await this.phone.api.POST("/v1/goals", { body: { ...body, id } }));
    this.goals.set(name, id);
    this.notes.push({ what: "goal", name, id, body });
  }

  async feel(told: Body<"MoodCreate">): Promise<Mood> {
    const body = { occurred_at: this.now, ...told, id: newId() };
    const mood = taken(await this.phone.api.POST("/v1/moods", { body }));
    this.notes.push({ what: "moods", body });
    this.moods.push(mood.id);
    return mood;
  }

  async log(told: Body<"ActivityLogCreate">): Promise<Log> {
    const body = { occurred_at: this.now, ...told, id: newId() };
    const log = taken(await this.phone.api.POST("/v1/activity-logs", { body }));
    this.notes.push({ what: "activity-logs", body });
    return log;
  }

  async meet(told: Body<"ContactEventCreate">): Promise<Contact> {
    const body = { occurred_at: this.now, person_id: this.ids.person, ...told, id: newId() };
    const contact = taken(await this.phone.api.POST("/v1/contact-events", { body }));
    this.notes.push({ what: "contact-events", body });
    this.contacts.push(contact.id);
    return contact;
  }

  async pause(first: string, last: string): Promise<void> {
    const path = { streak_id: this.ids.streak };
    const body = { id: newId(), from_on: first, until_on: last };
    taken(await this.phone.api.POST("/v1/streaks/{streak_id}/pauses", { params: { path }, body }));
    this.notes.push({ what: "pause", first, last });
  }

  async excuse(name: GoalName, day: string): Promise<void> {
    const path = { goal_id: this.goal(name), date: day };
    done(await this.phone.api.PUT("/v1/goals/{goal_id}/excused-days/{date}", { params: { path } }));
    this.notes.push({ what: "excused", name, day });
  }
}
