// What goes wrong, as an app would have to tell it apart: by types, not by texts.
import assert from "node:assert/strict";
import { newId } from "./ids.js";
import { type Problem, taken } from "./phone.js";
import type { Teller } from "./teller.js";

type Refusal = [status: number, type: string | undefined, ...pointers: string[]];

export async function refusals({ phone, goal, goals }: Teller): Promise<Record<string, Refusal>> {
  const { api } = phone;
  const id = newId();
  const body = { id, kind: "dailyMood", valence: 0.5 } as const;
  taken(await api.POST("/v1/moods", { body }));
  const taken_id = await api.POST("/v1/moods", { body: { ...body, valence: 0.4 } });
  const path = { mood_id: id };
  await api.DELETE("/v1/moods/{mood_id}", { params: { path } });
  const deleted = await api.POST("/v1/moods", { body });
  const gone = await api.GET("/v1/moods/{mood_id}", { params: { path } });
  const invalid = await api.POST("/v1/moods", { body: { kind: "dailyMood", valence: 2 } });
  const header = { "if-match": '"r1"' };
  const stale = await api.PATCH("/v1/goals/{goal_id}", {
    params: { path: { goal_id: goal.call({ goals }, "run") }, header },
    body: { title: "Eleven kilometres" },
  });
  const cursor = await api.GET("/v1/moods", { params: { query: { cursor: "no cursor" } } });
  return {
    taken_id: refusal(taken_id),
    deleted: refusal(deleted),
    gone: refusal(gone),
    invalid: refusal(invalid),
    stale: refusal(stale),
    cursor: refusal(cursor),
  };
}

/** The same goal again, for who has it: the tag said so by hand, and typed. */
export async function unchanged(life: Teller): Promise<{ status: number; changed: boolean }> {
  const path = { goal_id: life.goal("lines") };
  const first = await life.phone.api.GET("/v1/goals/{goal_id}", { params: { path } });
  const tag = first.response.headers.get("etag");
  assert(tag);
  const header = { "if-none-match": tag };
  const again = await life.phone.api.GET("/v1/goals/{goal_id}", { params: { path, header } });
  return { status: again.response.status, changed: again.data !== undefined };
}

function refusal(answer: { error?: Problem; response: Response }): Refusal {
  const pointers = answer.error?.errors?.map((each) => each.pointer) ?? [];
  return [answer.response.status, answer.error?.type, ...pointers];
}
