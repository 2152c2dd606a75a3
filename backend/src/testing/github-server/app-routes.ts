import { createVerify } from "node:crypto";
import type { components } from "@octokit/openapi-types";
import { type RequestHandler, Router } from "express";

export const APP_ID = "7";
/** Comes back with the browser when an app was made from a manifest. */
export const MANIFEST_CODE = "c0de";
const BOT_ID = 700;
/** GitHub's own tokens end after an hour. */
const TOKEN_MS = 3_600_000;

export interface IssuedToken {
  token: string;
  permissions: Record<string, string>;
  repositories: string[];
}

/** What an app asks for itself: its installations, tokens and name. Requests must be signed with the app's key. */
export function appRoutes(
  { publicKey, installationId }: { publicKey: string; installationId: number },
  issued: IssuedToken[],
  knows: (fullName: string) => boolean,
): Router {
  const signed: RequestHandler = (request, response, next) => {
    const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    if (isSigned(token, publicKey)) next();
    else response.status(401).json({ message: "A JSON web token could not be decoded" });
  };
  const router = Router();
  router.get("/repos/:owner/:repo/installation", signed, ({ params }, response) => {
    if (knows(`${params.owner}/${params.repo}`)) response.json({ id: installationId });
    else response.status(404).json({ message: "Not Found" });
  });
  router.post("/app/installations/:id/access_tokens", signed, (request, response) => {
    const { permissions = {}, repositories = [] } = request.body ?? {};
    const token = `ghs_standin${issued.length + 1}`;
    issued.push({ token, permissions, repositories });
    const answer: components["schemas"]["installation-token"] = {
      token,
      expires_at: new Date(Date.now() + TOKEN_MS).toISOString(),
      permissions,
    };
    response.status(201).json(answer);
  });
  router.post("/app-manifests/:code/conversions", ({ params }, response) => {
    if (params.code !== MANIFEST_CODE) return void response.status(404).json({ message: "Not Found" });
    const pem = "-----BEGIN RSA PRIVATE KEY-----\nstand-in\n-----END RSA PRIVATE KEY-----\n";
    const html_url = "https://github.example/apps/pipewright-test";
    response.status(201).json({ id: Number(APP_ID), html_url, pem, webhook_secret: "made-by-the-stand-in" });
  });
  router.get("/app", signed, (_request, response) => {
    response.json({ id: Number(APP_ID), slug: "pipewright-test", name: "Pipewright Test" });
  });
  router.get("/users/:login", (request, response) => {
    response.json({ id: BOT_ID, login: request.params.login });
  });
  return router;
}

function isSigned(token: string, publicKey: string): boolean {
  const [header, payload, signature] = token.split(".");
  if (!header || !payload || !signature) return false;
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  if (String(claims.iss) !== APP_ID || claims.exp * 1000 < Date.now()) return false;
  return createVerify("RSA-SHA256").update(`${header}.${payload}`).verify(publicKey, signature, "base64url");
}
