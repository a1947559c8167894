// Paths are relative: the page also works behind a proxy that puts it under a prefix.
SwaggerUIBundle({
  url: new URL("openapi.json", location.href).href,
  dom_id: "#page",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
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
