// A receiver as a stranger would write it: verifies with the official library, and says what came.
// Prints its port, then reads the secret from the first line of its input, then a line a message.
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

let webhook;

function heard(request, body) {
  const event = webhook.verify(body, request.headers);
  let isForgerySeen = false;
  try {
    webhook.verify(body.replace("webhook", "weblook"), request.headers);
  } catch {
    isForgerySeen = true;
  }
  return { id: request.headers["webhook-id"], event, isForgerySeen };
}

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    try {
      console.log(JSON.stringify(heard(request, body)));
      response.writeHead(204).end();
    } catch (error) {
      console.log(JSON.stringify({ error: String(error) }));
      response.writeHead(400).end();
    }
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
createInterface({ input: process.stdin }).on("line", (secret) => (webhook = new Webhook(secret)));
