import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Delivery } from "@pipewright/contract/incident";
import type { Signal } from "@pipewright/contract/signal";
import mongoose from "mongoose";
import { afterAll, beforeEach, expect, it } from "vitest";
import { parseConfig } from "./config.ts";
import { createDelivery } from "./delivery-ports.ts";
import type { IncidentRecord } from "./incidents/incident-record.ts";
import { makeBareRemote, testGit } from "./testing/bare-remote.ts";

const scratch = mkdtempSync(join(tmpdir(), "pipewright-delivery-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const DIFF = "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1 +1,2 @@\n+import json\n print(1)\n";
const AT = "2026-01-02T03:04:05.000Z";
let remote: string;
let commitSha: string;

beforeEach(() => {
  ({ remote, commit: commitSha } = makeBareRemote(scratch, "a.py", "print(1)\n"));
});

function deliver(mode: string, source: Signal["source"]): Promise<Delivery> {
  const now = new Date(AT);
  const record: IncidentRecord = {
    _id: new mongoose.Types.ObjectId(),
    status: "delivering",
    version: 1,
    createdAt: now,
    updatedAt: now,
    signal: {
      source,
      repo: "acme/shop",
      branch: "main",
      commitSha,
      commitMessage: "",
      workspace: { kind: "git", url: pathToFileURL(remote).href, commit: commitSha },
    },
    revision: 1,
    execution: { executor: "sandbox", exitCode: 0, startedAt: AT, finishedAt: AT, diff: DIFF },
    verification: { verdict: "proven", command: "python3 a.py" },
    timeline: [],
    attempts: 0,
  };
  const config = { ...parseConfig({ DELIVERY: mode }), hostEnvironment: process.env };
  const delivery = createDelivery(config, { incidents: { findDelivered: async () => null } });
  return delivery(record, { signal: new AbortController().signal, note: async () => {} });
}

it("pushes the change as a branch to any host that git can push to, where that is wished", async () => {
  const { kind, branch = "", commit } = await deliver("branch", "report");
  expect(kind).toBe("branch");
  expect(testGit(remote, "rev-parse", branch, `${branch}^`)).toBe(`${commit}\n${commitSha}`);
  expect(testGit(remote, "show", `${branch}:a.py`)).toBe("import json\nprint(1)");
});

it.each([
  ["auto", "report"],
  ["pull_request", "report"],
  ["patch", "report"],
  ["branch", "simulate"],
] as const)("keeps a patch with DELIVERY=%s for a %s without GitHub", async (mode, source) => {
  expect((await deliver(mode, source)).kind).toBe("patch");
  expect(testGit(remote, "branch", "--list")).toBe("* main");
});
