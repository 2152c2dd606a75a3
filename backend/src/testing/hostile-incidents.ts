import type { EarlierFix } from "@pipewright/contract/similar";
import type { IncidentChanges } from "../incidents/incident-record.ts";
import { hostile } from "./hostile-text.ts";
import type { TestServer } from "./start-test-server.ts";

const AT = "2026-05-14T10:00:00.000Z";
const DIGEST = `sha256:${"a".repeat(64)}`;
const SCENARIO = "shell-crlf";

export interface HostileIncidents {
  waiting: string;
  proven: string;
  failed: string;
  rejected: string;
  /** What each text begins with that a person is to see on the page of that incident. */
  names: Record<"waiting" | "proven" | "failed" | "rejected", string[]>;
}

/** Incidents in which whatever a person, a log, a repository or a model may say is hostile. */
export async function createHostileIncidents(server: TestServer): Promise<HostileIncidents> {
  const names: HostileIncidents["names"] = {
    waiting: [TIMELINE_ENTRY],
    proven: [TIMELINE_ENTRY],
    failed: [TIMELINE_ENTRY],
    rejected: [],
  };
  const sayOf =
    (incident: keyof typeof names): Say =>
    (name) => {
      names[incident].push(name);
      return hostile(name);
    };
  const propose = async (logs?: string) =>
    server.reach(await server.simulate({ scenario: SCENARIO, ...(logs && { logs }) }));
  const waiting = await propose(`${hostile("a log line")}\n##[error]Process completed with exit code 1.`);
  const proven = await propose();
  await server.approve(proven);
  await server.reach(proven.id, ["resolved"]);
  const failed = await propose();
  const rejected = await propose();
  const reason = hostile("a reject reason").slice(0, REASON_MAX_CHARACTERS);
  names.rejected.push("a reject reason");
  await server.json(`/api/approvals/${rejected.approval?.id}/reject`, { reason });

  const [ofWaiting, ofProven, ofFailed] = [sayOf("waiting"), sayOf("proven"), sayOf("failed")];
  await rewrite(server, waiting.id, "awaiting_approval", {
    ...whatBroke(ofWaiting),
    ...whatIsProposed(ofWaiting),
    similar: whatWasBefore(ofWaiting, waiting.id),
    policy: { status: "found", file: ".pipewright.yml", rules: [{ line: 1, words: ofWaiting("a policy rule") }] },
  });
  await rewrite(server, proven.id, "resolved", { ...whatBroke(ofProven), ...whatRan(ofProven) });
  await rewrite(server, failed.id, "failed", {
    failure: { step: "executing", code: "fix_refuted", message: ofFailed("a failure"), attempts: 1 },
    policy: {
      status: "invalid",
      file: ofFailed("a policy file"),
      rules: [],
      problems: [{ line: 1, column: 1, path: ofFailed("a policy path"), message: ofFailed("a policy mistake") }],
    },
  });
  return { waiting: waiting.id, proven: proven.id, failed: failed.id, rejected: rejected.id, names };
}

const REASON_MAX_CHARACTERS = 2000;
const TIMELINE_ENTRY = "a timeline entry";

type Say = (name: string) => string;

/** What only a model, GitHub or a repository can bring in is written where it would be stored. */
async function rewrite(
  { loop }: TestServer,
  id: string,
  to: "awaiting_approval" | "resolved" | "failed",
  changes: IncidentChanges,
): Promise<void> {
  const found = await loop.repository.find(id);
  if (!found) throw new Error(`There is no incident ${id}`);
  const entries = [{ kind: "step.finished", message: hostile(TIMELINE_ENTRY) }];
  const written = await loop.repository.write(id, { from: found.status, to, changes, entries });
  if (!written) throw new Error(`Incident ${id} was not written`);
}

function whatBroke(say: Say): IncidentChanges {
  return {
    signal: {
      source: "github",
      repo: say("a repository"),
      branch: say("a branch"),
      commitSha: "b".repeat(40),
      commitMessage: say("a commit message"),
      scenario: say("a scenario"),
      workspace: { kind: "empty", reason: hostile("a reason") },
    },
    diagnosis: {
      category: "dependency",
      title: say("a title"),
      rootCause: say("a root cause"),
      severity: "high",
      confidence: 0.9,
      provider: "gemini",
      rule: say("a rule"),
      evidence: [{ startLine: 1, endLine: 1, reason: say("an evidence reason"), excerpt: say("an evidence line") }],
    },
  };
}

function whatIsProposed(say: Say): IncidentChanges {
  return {
    fix: {
      kind: "script",
      summary: say("a fix summary"),
      why: say("a why"),
      script: `${say("a script line")}\n`,
      undo: say("an undo"),
      network: true,
      hosts: [say("a host")],
      command: say("a command"),
      image: say("an image"),
      provider: "gemini",
      revision: 2,
      digest: DIGEST,
    },
    risk: {
      score: 90,
      tier: "critical",
      factors: [{ id: "made-up", label: say("a risk factor"), points: 90, why: say("a risk reason") }],
    },
    approval: {
      id: "hostile-approval",
      status: "pending",
      digest: DIGEST,
      askedAt: AT,
      expiresAt: "2096-05-14T10:00:00.000Z",
      needed: 2,
      given: [{ by: say("an approver"), at: AT, comment: hostile("a comment") }],
    },
  };
}

function whatRan(say: Say): IncidentChanges {
  const ran = (name: string, exitCode: number) => ({
    outcome: "exited" as const,
    exitCode,
    startedAt: AT,
    finishedAt: AT,
    reason: say(`${name}, a reason`),
    outputTail: `${say(`${name}, a line`)}\n${say(`${name}, another line`)}\n`,
  });
  const [before, fix, after] = [ran("before", 1), ran("fix", 0), ran("after", 0)];
  const path = say("a changed file");
  const diff = `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-old\n+${say("a patch line")}\n`;
  return {
    approval: {
      id: "hostile-answer",
      status: "approved",
      digest: DIGEST,
      askedAt: AT,
      expiresAt: AT,
      decidedAt: AT,
      decidedBy: say("a decider"),
      comment: say("an approver's comment"),
    },
    execution: { executor: "sandbox", exitCode: 0, startedAt: AT, finishedAt: AT, diff, before, fix, after },
    verification: { verdict: "proven", command: hostile("a proof"), before, after, reason: say("a verdict's reason") },
    delivery: { kind: "pull_request", message: say("a delivery"), url: "javascript:window.pwned=1", number: 7 },
  };
}

function whatWasBefore(say: Say, incidentId: string): IncidentChanges["similar"] {
  const earlier: EarlierFix = {
    kind: "script",
    summary: hostile("an earlier fix"),
    digest: DIGEST,
    incidentId,
    outcome: "proven",
    name: say("an earlier name"),
    url: "javascript:window.pwned=1",
    at: AT,
  };
  return {
    fingerprint: "f".repeat(64),
    seen: 3,
    fixed: { ...earlier, greenTimes: 1, triedTimes: 2 },
    returned: true,
    notHeld: 1,
    flaky: true,
    triedDigests: [],
    rejectedDigests: [],
    near: [{ incidentId, repo: say("a near repository"), title: say("a near title"), score: 0.5 }],
  };
}
