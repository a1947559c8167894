// Hands the code to the page that asked for it. Unlike Swagger UI's own script, it refuses an answer
// to another question (`state`) or of another server (`iss`, RFC 9207).
const asked = window.opener?.swaggerUIRedirectOauth2;

function answer({ auth, callback, errCb, redirectUrl, state }) {
  const brought = new URLSearchParams(location.search);
  const refuse = (message) => errCb({ authId: auth.name, source: "auth", level: "error", message });
  if (brought.get("state") !== state) return refuse("This answer is to another question.");
  if (`${brought.get("iss")}/docs/oauth2-redirect` !== redirectUrl) return refuse("Another server answered.");
  if (!brought.get("code")) return refuse(brought.get("error_description") ?? "There is no code.");
  auth.code = brought.get("code");
  return callback({ auth, redirectUrl });
}

if (asked) {
  delete window.opener.swaggerUIRedirectOauth2; // an answer counts once
  answer(asked);
  window.close();
}
