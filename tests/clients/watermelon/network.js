// The way to the service: it works, unless a scenario has laid a trap for one of the next requests.
import { once } from "node:events";
import { connect } from "node:net";

export class Refused extends Error {
  constructor(status, problem) {
    super(`${status} ${JSON.stringify(problem)}`);
    Object.assign(this, { status, problem });
  }
}

export class Network {
  /** Every request and what became of it: [method, status or trap]. */
  seen = [];
  #traps = [];

  constructor(url, token) {
    Object.assign(this, { url: new URL(url), token });
  }

  /** Let a trap wait for the next request of this method. */
  trap(method, trap) {
    this.#traps.push({ method, trap });
  }

  async call(method, path, body) {
    const request = { method, path, body: body && JSON.stringify(body), headers: this.#headers() };
    const waiting = this.#traps.findIndex((each) => each.method === method);
    if (waiting === -1) return this.send(request);
    const [{ trap }] = this.#traps.splice(waiting, 1);
    return trap(this, request);
  }

  async send({ method, path, body, headers }) {
    const answer = await fetch(new URL(path, this.url), { method, headers, body });
    const content = await answer.json();
    this.seen.push([method, answer.status]);
    if (!answer.ok) throw new Refused(answer.status, content);
    return content;
  }

  #headers() {
    return { authorization: `Bearer ${this.token}`, "content-type": "application/json" };
  }
}

/** The request arrives and takes effect; its answer gets lost. */
export async function answerLost(network, request) {
  await network.send(request);
  network.seen.push([request.method, "answer lost"]);
  throw new TypeError("the answer was lost");
}

/** Nothing arrives. */
export async function noConnection(network, request) {
  network.seen.push([request.method, "no connection"]);
  throw new TypeError("there was no connection");
}

/** The connection breaks in the middle of the body. */
export async function cutInTheBody(network, request) {
  await sendPart(network, request, request.body.length >> 1);
  network.seen.push([request.method, "cut in the body"]);
  throw new TypeError("the connection was cut in the body");
}

/** All has been sent, and the phone is gone before anything comes back. */
export async function hungUp(network, request) {
  await sendPart(network, request, request.body.length);
  network.seen.push([request.method, "hung up"]);
  throw new TypeError("hung up before the answer");
}

/** Something happens elsewhere before the request leaves. */
export function after(happening) {
  return async (network, request) => {
    await happening();
    return network.send(request);
  };
}

async function sendPart(network, { method, path, body, headers }, length) {
  const bytes = Buffer.from(body);
  const socket = connect(network.url.port, network.url.hostname);
  await once(socket, "connect");
  const lines = Object.entries({ ...headers, host: network.url.host, "content-length": bytes.length });
  socket.write(`${method} ${path} HTTP/1.1\r\n`);
  socket.write(`${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
  await new Promise((sent) => socket.write(bytes.subarray(0, length), sent));
  socket.destroy();
}
