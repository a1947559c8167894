// An app that stands on oauth4webapi: it is asked to be one, public or confidential, and tells how it went.
import * as oauth from "oauth4webapi";
import { asked, MOOD, ofAnotherServer, refusal, tell, visited } from "./conversation.js";

const app = await asked();
const loopback = { [oauth.allowInsecureRequests]: true };
const client = { client_id: app.client_id };
const proof = app.client_secret ? oauth.ClientSecretBasic(app.client_secret) : oauth.None();

const issuer = new URL(app.issuer);
const found = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...loopback });
const server = await oauth.processDiscoveryResponse(issuer, found);

const verifier = oauth.generateRandomCodeVerifier();
const state = oauth.generateRandomState();
const question = new URL(server.authorization_endpoint);
question.search = new URLSearchParams({
  client_id: app.client_id,
  redirect_uri: app.redirect_uri,
  response_type: "code",
  scope: app.scope,
  state,
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
});
const back = await visited(question);
const refused = await refusal(() => oauth.validateAuthResponse(server, client, ofAnotherServer(back), state));
const callback = oauth.validateAuthResponse(server, client, back, state);
const exchanged = await oauth.authorizationCodeGrantRequest(
  server, client, proof, callback, app.redirect_uri, verifier, loopback,
);
const first = await oauth.processAuthorizationCodeResponse(server, client, exchanged);

const call = (method, token, body) => oauth.protectedResourceRequest(
  token, method, new URL("/v1/moods", issuer), new Headers({ "content-type": "application/json" }), body, loopback,
);
const made = await (await call("POST", first.access_token, JSON.stringify(MOOD))).json();

const renewed = await oauth.refreshTokenGrantRequest(server, client, proof, first.refresh_token, loopback);
const second = await oauth.processRefreshTokenResponse(server, client, renewed);
const listed = await (await call("GET", second.access_token)).json();

async function introspected(token) {
  if (!app.client_secret) return null;
  const answer = await oauth.introspectionRequest(server, client, proof, token, loopback);
  return oauth.processIntrospectionResponse(server, client, answer);
}
const before = await introspected(second.access_token);
await oauth.processRevocationResponse(
  await oauth.revocationRequest(server, client, proof, second.refresh_token, loopback),
);
const after = await introspected(second.access_token);
const status = await call("GET", second.access_token).then((answer) => answer.status, (error) => error.status);
tell({ refused, first, made, second, listed, before, after, status });
