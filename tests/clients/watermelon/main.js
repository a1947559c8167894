// node main.js SCENARIO: plays it and prints {told, complaints}.
// Standard input: {url, tokens: {phone, tablet}, now (epoch milliseconds)} and what the scenario wants to know.
// A complaint is whatever WatermelonDB logs as an error or a warning, but for tables that an old schema lacks.
import { text } from "node:stream/consumers";
import { Device } from "./device.js";
import { Network } from "./network.js";
import { wholeSchema } from "./schema.js";

const KNOWN = /to sync a collection named \w+, but it does not exist. Will skip it/;
const complaints = [];
for (const level of ["error", "warn"]) {
  console[level] = (...words) => {
    const complaint = words.map(String).join(" ");
    if (!KNOWN.test(complaint)) complaints.push(complaint);
  };
}
console.log = console.debug = () => {};

const { url, tokens, now, ...asked } = JSON.parse(await text(process.stdin));
const { play } = await import(`./scenarios/${process.argv[2]}.js`);
const schema = wholeSchema();

/** One of the user's sessions, with a phone of its own. */
function device(name, options) {
  return new Device(new Network(url, tokens[name]), options?.schema ?? schema, { now, ...options });
}

const told = await play({ device, schema, ...asked });
process.stdout.write(JSON.stringify({ told, complaints }), () => process.exit(0));
