// Paths are relative: the page also works behind a proxy that puts it under a prefix.
SwaggerUIBundle({
  url: new URL("openapi.json", location.href).href,
  dom_id: "#page",
  deepLinking: true,
  docExpansion: "none", // open, 150 lines and more are drawn only where one looks, and jump
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
