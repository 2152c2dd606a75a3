import type { Delivery } from "@pipewright/contract/incident";
import type { Signal } from "@pipewright/contract/signal";
import mongoose from "mongoose";
import { parseConfig } from "../config.ts";
import { createDelivery } from "../delivery-ports.ts";
import type { IncidentRecord } from "../incidents/incident-record.ts";

export const DIFF = "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1 +1,2 @@\n+import json\n print(1)\n";
const AT = "2026-01-02T03:04:05.000Z";

export interface BranchWish {
  /** Where `a.py` with the one line `print(1)` is, at this commit. */
  url: string;
  commit: string;
  mode?: string;
  source?: Signal["source"];
  id?: mongoose.Types.ObjectId;
  diff?: string;
  /** What the server's git is given beside the tests' own. */
  environment?: Record<string, string>;
}

/** Delivers a proven change of `a.py` where GitHub is not connected, once. @throws what may be different later */
export function deliverBranch(wish: BranchWish): Promise<Delivery> {
  const { url, commit, mode = "branch", source = "report", id, diff = DIFF, environment = {} } = wish;
  const now = new Date(AT);
  const record: IncidentRecord = {
    _id: id ?? new mongoose.Types.ObjectId(),
    status: "delivering",
    version: 1,
    createdAt: now,
    updatedAt: now,
    signal: {
      source,
      repo: "acme/shop",
      branch: "main",
      commitSha: commit,
      commitMessage: "",
      workspace: { kind: "git", url, commit },
    },
    revision: 1,
    execution: { executor: "sandbox", exitCode: 0, startedAt: AT, finishedAt: AT, diff },
    verification: { verdict: "proven", command: "python3 a.py" },
    timeline: [],
    attempts: 0,
  };
  const config = { ...parseConfig({ DELIVERY: mode }), hostEnvironment: { ...process.env, ...environment } };
  const delivery = createDelivery(config, { incidents: { findDelivered: async () => null } });
  return delivery(record, { signal: new AbortController().signal, note: async () => {} });
}
