import { createServer } from "node:http";
import { createNodeMiddleware, Webhooks } from "@octokit/webhooks";
import express from "express";
import { printUrl } from "./print-url.ts";

/** The least that takes GitHub deliveries: express and @octokit/webhooks with a handler that does nothing. Secret: argv[2]. */
const webhooks = new Webhooks({ secret: process.argv[2] ?? "" });
webhooks.on("workflow_run.completed", () => undefined);

const app = express();
app.use(createNodeMiddleware(webhooks, { path: "/api/webhook/github" }));
const server = createServer(app);
server.listen(0, "127.0.0.1", () => printUrl(server));
