// A phone on a bad network: the answer to each change is lost once, and it asks again.
import assert from "node:assert/strict";
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./generated/api.js";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** What openapi-fetch gives: `data` or a problem, whichever the operation may answer. */
type Answer<Data> = { data?: Data; error?: Problem; response: Response };
type Kept = { tag: string; body: string; contentType: string };

const WAYS_IN = "/v1/auth/";
const NEVER_TWICE = "/v1/auth/guest"; // who has no account yet can't prove to be the same

export class Phone {
  readonly api: Client<paths>;
  readonly seen = { lost: 0, replays: 0, revalidated: 0, renewals: 0 };
  #tokens: Schemas["SignedIn"] | undefined;
  #renewal: Promise<void> | undefined;
  readonly #kept = new Map<string, Kept>();

  constructor(url: string) {
    const headers = { "x-client-version": "ownorbit-typed/1.0.0" };
    this.api = createClient<paths>({ baseUrl: url, headers, fetch: (each) => this.#ask(each) });
  }

  async signUp(): Promise<void> {
    const device = { name: "phone", platform: "android" } as const;
    const body = { time_zone: "Europe/Berlin", device };
    this.#tokens = taken(await this.api.POST("/v1/auth/guest", { body }));
  }

  /** Sign in anew if the access token has run out; a GET asks for what has changed only. */
  async #ask(request: Request): Promise<Response> {
    if (new URL(request.url).pathname.startsWith(WAYS_IN)) return this.#insist(request);
    const answer = await this.#read(request.clone());
    if (answer.status !== 401) return answer;
    await this.#renew();
    return this.#read(request);
  }

  async #read(request: Request): Promise<Response> {
    request.headers.set("authorization", `Bearer ${this.#tokens?.access_token}`);
    const kept = this.#kept.get(request.url);
    if (request.method !== "GET" || request.headers.has("if-none-match")) return this.#insist(request);
    if (kept) request.headers.set("if-none-match", kept.tag);
    const answer = await fetch(request);
    if (answer.status === 304 && kept) return this.#unchanged(kept);
    return this.#keep(request.url, answer);
  }

  #unchanged(kept: Kept): Response {
    this.seen.revalidated += 1;
    return new Response(kept.body, { headers: { "content-type": kept.contentType, etag: kept.tag } });
  }

  async #keep(url: string, answer: Response): Promise<Response> {
    const tag = answer.headers.get("etag");
    const contentType = answer.headers.get("content-type");
    if (answer.ok && tag && contentType) {
      this.#kept.set(url, { tag, contentType, body: await answer.clone().text() });
    }
    return answer;
  }

  /** Send it; lose the answer; send it again: what comes then has to be what was lost. */
  async #insist(request: Request): Promise<Response> {
    if (request.method === "GET" || request.url.endsWith(NEVER_TWICE)) return fetch(request);
    const lost = await fetch(request.clone());
    const answer = await fetch(request);
    this.seen.lost += 1;
    if (lost.status === 201) {
      assert.equal(answer.status, 200);
      assert.equal(await answer.clone().text(), await lost.text());
      this.seen.replays += 1;
    } else {
      assert.equal(answer.status, lost.status);
    }
    return answer;
  }

  /** However many requests find the token too old, one of them renews it. */
  #renew(): Promise<void> {
    this.#renewal ??= this.#exchange().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #exchange(): Promise<void> {
    assert(this.#tokens);
    const body = { refresh_token: this.#tokens.refresh_token };
    this.#tokens = taken(await this.api.POST("/v1/auth/refresh", { body }));
    this.seen.renewals += 1;
  }
}

export function taken<Data>(answer: Answer<Data>): Data {
  if (answer.data !== undefined) return answer.data;
  throw new Error(`${answer.response.status} ${answer.error?.type}: ${answer.error?.detail}`);
}

/** For answers without a body. */
export function done(answer: Answer<unknown>): void {
  assert(answer.response.ok, `${answer.response.status} ${answer.error?.type}`);
}
