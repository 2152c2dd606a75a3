import type { Incident } from "@pipewright/contract/incident";
import { describe, expect, it } from "vitest";
import { renderCommitMessage } from "./render-commit-message.ts";
import { renderPullRequest } from "./render-pull-request.ts";

const AT = "2026-01-02T03:04:05.000Z";
const HOSTILE = "<script>alert(1)</script> [click](https://evil.example) @acme/everyone fixes #1";
const run = { outcome: "exited" as const, startedAt: AT, finishedAt: AT };
const DIGEST = `sha256:${"a".repeat(64)}`;

const INCIDENT: Incident = {
  id: "65f000000000000000000001",
  status: "delivering",
  source: "github",
  repo: "acme/shop",
  branch: "main",
  commitSha: "c".repeat(40),
  commitMessage: HOSTILE,
  createdAt: AT,
  updatedAt: AT,
  revisions: [],
  timeline: [],
  diagnosis: {
    category: "runtime_error",
    title: HOSTILE,
    rootCause: HOSTILE,
    severity: "high",
    confidence: 0.9,
    provider: "knowledge",
    keptLines: 2,
    totalLines: 9,
    evidence: [{ startLine: 3, endLine: 4, reason: HOSTILE, excerpt: "```\n</details>\nNameError: x\n```" }],
  },
  fix: {
    kind: "patch",
    summary: "Import json\u0000\nCo-authored-by: mallory <mallory@example.org>",
    why: HOSTILE,
    network: false,
    provider: "knowledge",
    revision: 1,
    digest: DIGEST,
  },
  risk: { score: 18, tier: "low", factors: [{ id: "x", label: HOSTILE, points: 18, why: HOSTILE }] },
  approval: {
    id: "a",
    status: "approved",
    digest: DIGEST,
    askedAt: AT,
    expiresAt: AT,
    decidedBy: "bob",
    decidedAt: AT,
    given: [
      { by: "alice", at: AT, comment: HOSTILE },
      { by: "bob", at: AT },
    ],
  },
  verification: {
    verdict: "proven",
    command: "npm test | tee out",
    before: { ...run, exitCode: 1, outputTail: "```\nred" },
    after: { ...run, exitCode: 0, outputTail: "green" },
  },
};
const FILES = [{ path: "app/|load`.py", added: 1, removed: null }];
const render = () => renderPullRequest({ incident: INCIDENT, consoleUrl: "https://pipewright.example.org" }, FILES);

describe("the text of a pull request", () => {
  it("says what broke, what changes, the proof, the risk, who approved and how to undo it, in this order", () => {
    const sections = [...render().body.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
    expect(sections).toEqual(["What failed", "What changes", "Proof", "Risk 18", "Approved", "How to undo"]);
  });

  it("links to the lines of the log, and names both approvers", () => {
    const { body } = render();
    expect(body).toContain(
      `[Lines 3–4 of the log](https://pipewright.example.org/events/${INCIDENT.id}/log?lines=3-4)`,
    );
    expect(body).toContain(`By alice and bob at ${AT}`);
  });

  it("takes nothing that came from outside for markup, a link, a mention or a closed issue", () => {
    const withoutCode = render().body.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, "");
    expect(withoutCode).not.toMatch(/<script|\]\(https:\/\/evil|@acme|(?<!\\)#1\b|<\/details>\nNameError/);
  });

  it("has one line of at most 100 characters for a title", () => {
    expect(render().title).toMatch(/^[^\n]{1,100}$/);
  });
});

describe("the commit message", () => {
  it("credits whoever approved, and nobody whom a text names", () => {
    const trailers = renderCommitMessage(INCIDENT).split("\n\n").at(-1);
    expect(trailers).toBe(
      "Co-authored-by: alice <alice@pipewright.invalid>\nCo-authored-by: bob <bob@pipewright.invalid>\n",
    );
  });
});
