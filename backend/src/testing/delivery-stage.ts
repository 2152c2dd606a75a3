import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Delivery } from "@pipewright/contract/incident";
import mongoose from "mongoose";
import { parseConfig } from "../config.ts";
import { createDelivery } from "../delivery-ports.ts";
import { createGitHub } from "../github/create-github.ts";
import type { IncidentRecord } from "../incidents/incident-record.ts";
import { retryDelay } from "../orchestrator/retry-policy.ts";
import type { RepositoryState } from "./github-server/github-state.ts";
import { type GitHubServer, startGitHubServer } from "./github-server/start-github-server.ts";

export const REPO = "acme/shop";
export const INCIDENT_ID = "6a5df7e10000000000000001";
export const BRANCH = `pipewright/${INCIDENT_ID}`;
/** What GitHub may take for an answer, when it is not to answer. ms. */
export const SHORT_PATIENCE_MS = 1500;
/** octokit asks once for the token of an installation, whichever server it is on. */
let installations = 1000;
const EARLIER_ID = "6a5df7e10000000000000009";
const AT = new Date("2026-01-02T03:04:05.000Z");
const DIFF = "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1 +1,2 @@\n+import json\n print(1)\n";

export interface Wish {
  id?: string;
  kind?: "patch" | "rerun";
  fork?: boolean;
  proven?: boolean;
  settings?: Record<string, string>;
  /** What was delivered for the same failure before. */
  earlier?: Delivery | undefined;
  /** As an app, and for a pull request: with a comment and a check run beside. */
  beside?: boolean;
  /** False where GitHub is not to answer in time. */
  isPatient?: boolean;
}

export interface Ended {
  /** Absent when all tries were in vain. */
  delivery?: Delivery;
  /** Why another try was made, each. */
  retries: string[];
  notes: string[];
  /** ms between the tries. */
  waits: number[];
}

export interface DeliveryStage extends AsyncDisposable {
  github: GitHubServer;
  shop: RepositoryState;
  /** The commit that failed. */
  commit: string;
  /** Delivers as the loop does: again and again where the error allows it, on a clock that need not be waited for. */
  deliver(wish?: Wish): Promise<Ended>;
  /** git in the repository on the server. */
  git(...args: string[]): string;
  /** How often a route of the API was called. */
  callsOf(route: RegExp): number;
  openPulls(): RepositoryState["pulls"];
  /** Puts a hook of the server into the repository: a rule that it holds pushes to. */
  addHook(name: "pre-receive" | "update", script: string): void;
}

/** A change that is to be delivered to the stand-in, by the real delivery, without a loop around it. */
export async function openDeliveryStage(): Promise<DeliveryStage> {
  installations += 1;
  const github = await startGitHubServer({ installationId: installations });
  const scratch = mkdtempSync(join(tmpdir(), "pipewright-failures-"));
  writeFileSync(join(scratch, "a.py"), "print(1)\n");
  const { repository: shop, commit } = github.addRepository(REPO, scratch);
  shop.runs.push({ id: 77, workflowId: 3, branch: "main", conclusion: "failure", jobs: [] });
  const place = { url: github.url, commit };
  return {
    github,
    shop,
    commit,
    deliver: (wish = {}) => deliver(github, place, wish),
    git: (...args) => execFileSync("git", [`--git-dir=${shop.gitDir}`, ...args], { encoding: "utf8" }).trim(),
    callsOf: (route) => github.calls.filter((call) => route.test(call)).length,
    openPulls: () => shop.pulls.filter(({ state }) => state === "open"),
    addHook(name, script) {
      const hooks = join(shop.gitDir, "hooks");
      mkdirSync(hooks, { recursive: true });
      writeFileSync(join(hooks, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(hooks, name), 0o755);
    },
    async [Symbol.asyncDispose]() {
      await github.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

interface Place {
  url: string;
  commit: string;
}

async function deliver(github: GitHubServer, place: Place, wish: Wish): Promise<Ended> {
  const clock = { ms: Date.now() };
  const config = {
    ...parseConfig({
      ...github.env(wish.beside ? "app" : "token"),
      PIPEWRIGHT_PUBLIC_URL: "https://pipewright.example.org",
      ...wish.settings,
    }),
    hostEnvironment: process.env,
  };
  const timeoutMs = wish.isPatient === false ? SHORT_PATIENCE_MS : undefined;
  const connected = createGitHub({ ...config.github, timeoutMs }, () => new Date(clock.ms));
  const earlier = wish.earlier && { ...makeRecord(place, { id: EARLIER_ID }), delivery: wish.earlier };
  const run = createDelivery(config, {
    incidents: { findDelivered: async () => earlier ?? null },
    ...(connected && { github: connected }),
  });
  const ended: Ended = { retries: [], notes: [], waits: [] };
  const hooks = { signal: new AbortController().signal, note: async (text: string) => void ended.notes.push(text) };
  for (let attempts = 1; ; attempts += 1) {
    try {
      return { ...ended, delivery: await run(makeRecord(place, wish), hooks) };
    } catch (error) {
      ended.retries.push(String(error));
      const wait = retryDelay(error, attempts, 0);
      if (wait === null) return ended;
      ended.waits.push(wait);
      clock.ms += wait;
    }
  }
}

function makeRecord(
  { url, commit }: Place,
  { id = INCIDENT_ID, kind = "patch", fork = false, proven = true, beside = false }: Wish,
): IncidentRecord {
  const at = AT.toISOString();
  const fix = { kind, summary: "Import json", why: "", network: false, provider: "knowledge" as const };
  const excerpt = 'File "a.py", line 1';
  return {
    _id: new mongoose.Types.ObjectId(id),
    status: "delivering",
    version: 1,
    createdAt: AT,
    updatedAt: AT,
    signal: {
      source: "github",
      repo: REPO,
      branch: "main",
      commitSha: commit,
      commitMessage: "",
      workspace: { kind: "git", url: `${url}/${REPO}.git`, commit, ...(fork && { fork }) },
      run: {
        id: 77,
        attempt: 1,
        url: `${url}/${REPO}/actions/runs/77`,
        workflow: "CI",
        conclusion: "failure",
        fork,
        ...((beside || fork) && { pullRequest: 41 }),
      },
    },
    diagnosis: {
      category: "runtime_error",
      title: "json is not imported",
      rootCause: "The import is missing.",
      severity: "high",
      confidence: 0.9,
      evidence: [{ startLine: 1, endLine: 1, reason: "the place", excerpt }],
      provider: "knowledge",
    },
    similar: {
      fingerprint: "f".repeat(16),
      seen: 1,
      returned: false,
      notHeld: 0,
      flaky: false,
      triedDigests: [],
      rejectedDigests: [],
      near: [],
    },
    fix: { ...fix, revision: 1, digest: `sha256:${"0".repeat(64)}` },
    revision: 1,
    execution: {
      executor: "sandbox",
      exitCode: 0,
      startedAt: at,
      finishedAt: at,
      ...(kind === "patch" && { diff: DIFF }),
    },
    verification: { verdict: proven ? "proven" : "unproven", command: "python3 a.py" },
    timeline: [],
    attempts: 0,
  };
}
