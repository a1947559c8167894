// An app that stands on openid-client: it is asked to be one, public or confidential, and tells how it went.
import * as client from "openid-client";
import { asked, MOOD, ofAnotherServer, refusal, tell, visited } from "./conversation.js";

const app = await asked();
const issuer = new URL(app.issuer);
const proof = app.client_secret ? client.ClientSecretPost(app.client_secret) : client.None();
const config = await client.discovery(issuer, app.client_id, undefined, proof, {
  algorithm: "oauth2",
  execute: [client.allowInsecureRequests],
});

const pkceCodeVerifier = client.randomPKCECodeVerifier();
const expectedState = client.randomState();
const back = await visited(client.buildAuthorizationUrl(config, {
  redirect_uri: app.redirect_uri,
  scope: app.scope,
  state: expectedState,
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: "S256",
}));
const checks = { pkceCodeVerifier, expectedState };
const refused = await refusal(() => client.authorizationCodeGrant(config, ofAnotherServer(back), checks));
const first = await client.authorizationCodeGrant(config, back, checks);

const call = (method, token, body) => client.fetchProtectedResource(
  config, token, new URL("/v1/moods", issuer), method, body, new Headers({ "content-type": "application/json" }),
);
const made = await (await call("POST", first.access_token, JSON.stringify(MOOD))).json();

const second = await client.refreshTokenGrant(config, first.refresh_token);
const listed = await (await call("GET", second.access_token)).json();

const introspected = (token) => (app.client_secret ? client.tokenIntrospection(config, token) : null);
const before = await introspected(second.access_token);
await client.tokenRevocation(config, second.refresh_token);
const after = await introspected(second.access_token);
const status = await call("GET", second.access_token).then((answer) => answer.status, (error) => error.status);
tell({ refused, first, made, second, listed, before, after, status });
