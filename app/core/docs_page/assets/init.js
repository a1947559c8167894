// Paths are relative: the page also works behind a proxy that puts it under a prefix.
const ui = SwaggerUIBundle({
  url: new URL("openapi.json", location.href).href,
  dom_id: "#page",
  deepLinking: true,
  docExpansion: "none", // open, 150 lines and more are drawn only where one looks, and jump
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  oauth2RedirectUrl: new URL("docs/oauth2-redirect", location.href).href,
  persistAuthorization: false, // a token in localStorage would outlive the visit
  requestSnippetsEnabled: true,
  requestSnippets: {
    defaultExpanded: true,
    generators: { curl_bash: { title: "curl", syntax: "bash" } },
    languages: ["curl_bash"],
  },
  tryItOutEnabled: true,
  validatorUrl: null, // its default is a service elsewhere
});
ui.initOAuth({
  clientId: "0d0c5a9e-0000-4000-8000-000000000000", // built in: app/accounts/grants/built_in.py
  scopes: "owner",
  usePkceWithAuthorizationCodeGrant: true,
});
