import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import express, { type RequestHandler } from "express";

/** Where the page's files lie. The package itself is not loaded: it would run 1.4 MB of what is meant for browsers. */
const ASSETS_DIR = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")));

/** The API description for people. Everything on it comes from this server, so that it works offline. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Pipewright API</title>
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
    <link rel="icon" href="/docs/assets/favicon-32x32.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/assets/start.js"></script>
  </body>
</html>
`;

/** A file of its own, because the content security policy allows no inline scripts. */
const START_SCRIPT = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", validatorUrl: null, deepLinking: true });
`;

/** Serves what the page loads, below `/docs/assets`. */
export function docsAssets(): RequestHandler[] {
  return [
    (request, response, next) => {
      if (request.path !== "/start.js") return next();
      response.type("text/javascript").send(START_SCRIPT);
    },
    express.static(ASSETS_DIR, { index: false, maxAge: "1h" }),
  ];
}
