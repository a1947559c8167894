// One address, three forms: figures, a drawing, a print.
import assert from "node:assert/strict";
import { type Phone, taken } from "./phone.js";

export async function picture({ api }: Phone) {
  const path = { kind: "mood" } as const;
  const insight = taken(await api.GET("/v1/insights/{kind}", { params: { path } }));
  assert(typeof insight !== "string" && insight.kind === "mood");
  const drawn = taken(
    await api.GET("/v1/insights/{kind}", {
      params: { path },
      headers: { accept: "image/svg+xml" },
      parseAs: "text",
    }),
  );
  const print = taken(
    await api.GET("/v1/insights/{kind}", {
      params: { path },
      headers: { accept: "image/png" },
      parseAs: "arrayBuffer",
    }),
  );
  return { checkIns: insight.n, drawn: drawn.slice(0, 4), print: Buffer.from(print).toString("latin1", 1, 4) };
}
