import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express, { type RequestHandler } from "express";
import { actionsRoutes } from "./actions-routes.ts";
import { APP_ID, appRoutes, type IssuedToken } from "./app-routes.ts";
import { checkRequests } from "./check-requests.ts";
import { type Failure, failAsTold } from "./failures.ts";
import { gitRoutes } from "./git-routes.ts";
import { newRepository, type RepositoryState } from "./github-state.ts";
import { pullRoutes } from "./pull-routes.ts";

/** What the stand-in takes for a person's token. */
export const TOKEN = "ghp_standin";
const GIT_PATH = /^\/[^/]+\/[^/]+\.git\//;
const IDENTITY = ["-c", "user.name=T", "-c", "user.email=t@localhost", "-c", "commit.gpgSign=false"];

export interface GitHubServer {
  url: string;
  /** Environment that connects a Pipewright to it: with a token, or as an app. */
  env(kind: "token" | "app"): Record<string, string>;
  /** Method and path of each call of the REST API, in order. */
  calls: string[];
  failures: Failure[];
  /** Tokens that the app was given. */
  issued: IssuedToken[];
  /** A repository with one commit on `main`, made from this folder. Resolves to its state and the commit. */
  addRepository(fullName: string, folder: string): { repository: RepositoryState; commit: string };
  /** A repository that nothing can be cloned from. */
  addState(fullName: string): RepositoryState;
  close(): Promise<void>;
}

/** GitHub at the wire: the REST routes that Pipewright uses and git over HTTP, over repositories in a temporary folder. */
export async function startGitHubServer({ installationId = 70 } = {}): Promise<GitHubServer> {
  const root = mkdtempSync(join(tmpdir(), "pipewright-github-"));
  const keys = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const repositories = new Map<string, RepositoryState>();
  const calls: string[] = [];
  const failures: Failure[] = [];
  const issued: IssuedToken[] = [];
  const find = (fullName: string) => repositories.get(fullName);
  let url = "";

  const app = express();
  // A server of one's own has its API below this path.
  app.use((request, _response, next) => {
    request.url = request.url.replace(/^\/api\/v3(?=\/)/, "");
    next();
  });
  const git = gitRoutes({ root, mayPush: (password) => isToken(password, issued) });
  app.use((request, _response, next) => {
    const isApi = !request.path.startsWith("/download/") && !GIT_PATH.test(request.path);
    if (isApi) calls.push(`${request.method} ${request.path}`);
    next();
  });
  app.use(failAsTold(failures));
  app.use((request, response, next) => (GIT_PATH.test(request.path) ? git(request, response, next) : next()));
  app.use(express.json({ limit: "1mb" }));
  app.use(checkRequests());
  app.use(countRequests());
  app.use(appRoutes({ publicKey: keys.publicKey, installationId }, issued, (fullName) => repositories.has(fullName)));
  app.use((request, response, next) => {
    const token = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    if (request.path.startsWith("/download/") || isToken(token, issued)) next();
    else response.status(401).json({ message: "Bad credentials" });
  });
  app.get("/rate_limit", (_request, response) => {
    response.json({ resources: { core: { limit: LIMIT, remaining: LIMIT - 1, reset: RESET } } });
  });
  app.use(
    actionsRoutes(find, () => url),
    pullRoutes(find, () => url),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has such an address.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    calls,
    failures,
    issued,
    env: (kind) => ({
      GITHUB_API_URL: url,
      GITHUB_SERVER_URL: url,
      ...(kind === "token"
        ? { GITHUB_TOKEN: TOKEN }
        : { GITHUB_APP_ID: APP_ID, GITHUB_APP_PRIVATE_KEY: keys.privateKey }),
    }),
    addRepository(fullName, folder) {
      const gitDir = join(root, `${fullName}.git`);
      mkdirSync(gitDir, { recursive: true });
      const git = (...args: string[]) =>
        execFileSync("git", [...IDENTITY, `--git-dir=${gitDir}`, ...args], { encoding: "utf8" }).trim();
      git("init", "-q", "--bare", "-b", "main");
      git(`--work-tree=${folder}`, "add", "-A", "--", ".");
      git(`--work-tree=${folder}`, "commit", "-qm", "The state that failed");
      const repository = newRepository(fullName, gitDir);
      repositories.set(fullName, repository);
      return { repository, commit: git("rev-parse", "HEAD") };
    },
    addState(fullName) {
      const repository = newRepository(fullName, join(root, `${fullName}.git`));
      repositories.set(fullName, repository);
      return repository;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(root, { recursive: true, force: true });
    },
  };
}

const LIMIT = 5000;
/** The end of the hour, in the year 2100: seconds since 1970. */
const RESET = 4_102_444_800;

/** Says in the headers how much is left, as GitHub does. */
function countRequests(): RequestHandler {
  let asked = 0;
  return (_request, response, next) => {
    asked += 1;
    response.set({
      "x-ratelimit-limit": String(LIMIT),
      "x-ratelimit-remaining": String(LIMIT - asked),
      "x-ratelimit-reset": String(RESET),
      "x-ratelimit-resource": "core",
    });
    next();
  };
}

function isToken(token: string, issued: readonly IssuedToken[]): boolean {
  return token === TOKEN || issued.some((each) => each.token === token);
}
