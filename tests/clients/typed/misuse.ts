// Never run: calls that the types have to refuse. The compiler complains about one that it lets through.
import type { Client } from "openapi-fetch";
import type { paths } from "./generated/api.js";
import { taken } from "./phone.js";

export async function misuse(api: Client<paths>): Promise<void> {
  // @ts-expect-error  no such kind of mood
  await api.POST("/v1/moods", { body: { kind: "weeklyMood", valence: 0 } });
  // @ts-expect-error  valence is needed
  await api.POST("/v1/moods", { body: { kind: "dailyMood" } });
  // @ts-expect-error  no such field
  await api.POST("/v1/moods", { body: { kind: "dailyMood", valence: 0, mood: "good" } });
  // @ts-expect-error  what is needed can't be null
  await api.POST("/v1/people", { body: { nickname: null, relation: "friend", phase: "apart" } });
  // @ts-expect-error  a body is needed
  await api.POST("/v1/streaks");
  // @ts-expect-error  no such path
  await api.GET("/v1/exes");
  // @ts-expect-error  which goal
  await api.GET("/v1/goals/{goal_id}");
  // @ts-expect-error  no such filter
  await api.GET("/v1/moods", { params: { query: { since: "2026-03-23" } } });
  // @ts-expect-error  a filter is left out, not null
  await api.GET("/v1/moods", { params: { query: { from: null } } });

  const path = { streak_id: "", goal_id: "" };
  const streak = taken(await api.GET("/v1/streaks/{streak_id}", { params: { path } }));
  // @ts-expect-error  there may have been no slip
  streak.last_slip_at.slice(0, 10);
  // @ts-expect-error  no such status
  const isOver: boolean = streak.status === "over";
  const { progress } = taken(await api.GET("/v1/goals/{goal_id}", { params: { path } }));
  // @ts-expect-error  a target has no run
  const next: number = progress.current_run + 1;
  const { data, error } = await api.GET("/v1/moods");
  // @ts-expect-error  it may have been refused
  data.items.length;
  // @ts-expect-error  a problem has no message
  error?.message.length;
  console.log(isOver, next);
}
