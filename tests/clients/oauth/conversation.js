// What an app and its test say to each other, a line at a time: where the browser has to go, where it came back to,
// and what became of it all.
import { createInterface } from "node:readline";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

export const asked = async () => JSON.parse((await lines.next()).value);

export async function visited(url) {
  say({ visit: url.href });
  return new URL((await asked()).at);
}

export const tell = (told) => say({ told });

export function ofAnotherServer(url) {
  const forged = new URL(url);
  forged.searchParams.set("iss", "https://elsewhere.example");
  return forged;
}

export async function refusal(act) {
  try {
    await act();
  } catch (error) {
    return [error.message, error.cause?.message].join(": "); // openid-client tells the reason by the cause
  }
  return null;
}

export const MOOD = { kind: "momentaryEmotion", valence: 0.4, labels: ["calm"] };
