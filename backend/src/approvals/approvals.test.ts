import type { Fix } from "@pipewright/contract/fix";
import { describe, expect, it } from "vitest";
import { addApproval, answerApproval, checkAnswerable } from "./answer-approval.ts";
import { askApproval } from "./ask-approval.ts";
import { type BoundFix, digestFix } from "./digest-fix.ts";
import { neededApprovals } from "./needed-approvals.ts";

const BOUND: BoundFix = {
  repo: "acme/shop",
  commitSha: "3f9a2c1",
  revision: 1,
  kind: "script",
  summary: "Add the import",
  why: "json is used but never imported",
  script: "set -eu\nsed -i '1i import json' app/load.py\n",
  command: "python3 -m unittest",
  network: false,
  provider: "knowledge",
};
const FIX: Fix = { ...BOUND, digest: digestFix(BOUND) };
const NOW = new Date("2026-11-24T03:00:00.000Z");

describe("a digest", () => {
  it("changes with every field that decides what runs", () => {
    const changes: Partial<BoundFix>[] = [
      { repo: "acme/other" },
      { commitSha: "0000000" },
      { revision: 2 },
      { kind: "patch" },
      { script: `${BOUND.script} ` },
      { patch: "x" },
      { command: "true" },
      { image: "debian:12-slim" },
      { network: true },
      { network: true, hosts: [] },
      { network: true, hosts: ["packages.example.org"] },
    ];
    const digests = changes.map((change) => digestFix({ ...BOUND, ...change }));
    expect(new Set([FIX.digest, ...digests]).size).toBe(changes.length + 1);
  });

  it("does not depend on words that do not run", () => {
    expect(digestFix({ ...BOUND, summary: "Other words", why: "" })).toBe(FIX.digest);
  });
});

describe("an approval", () => {
  const approval = askApproval(FIX, { id: "a1", now: NOW, ttlMs: 3_600_000 });

  it("can be answered by the digest that was shown, until it expires", () => {
    expect(() => checkAnswerable(approval, { now: NOW, digest: FIX.digest })).not.toThrow();
    expect(() => checkAnswerable(approval, { now: NOW, digest: `sha256:${"0".repeat(64)}` })).toThrow(
      /has changed since it was shown/,
    );
    expect(() => checkAnswerable(approval, { now: new Date("2026-11-24T04:00:00.000Z"), digest: FIX.digest })).toThrow(
      /time to answer ended/,
    );
  });

  it("says who answered before", () => {
    const answered = answerApproval(approval, { status: "rejected", by: "admin", at: NOW, comment: "wrong file" });
    expect(answered).toMatchObject({ status: "rejected", decidedBy: "admin", comment: "wrong file" });
    expect(() => checkAnswerable(answered, { now: NOW })).toThrow(/rejected by admin at 2026-11-24T03:00/);
  });
});

describe("an approval that two people must give", () => {
  const asked = askApproval(FIX, { id: "a1", now: NOW, ttlMs: 3_600_000, needed: 2 });

  it("is given by two different people, and remembers both", () => {
    const first = addApproval(asked, { by: "alice", at: NOW });
    expect(first).toMatchObject({ missing: 1, approval: { status: "pending", given: [{ by: "alice" }] } });
    expect(() => addApproval(first.approval, { by: "alice", at: NOW })).toThrow(/alice approved this already/);
    const second = addApproval(first.approval, { by: "bob", at: NOW, comment: "looks right" });
    expect(second).toMatchObject({ missing: 0, approval: { status: "approved", decidedBy: "bob" } });
    expect(second.approval.given?.map(({ by }) => by)).toEqual(["alice", "bob"]);
  });

  it("is one where the risk is below what the policy names", () => {
    expect(neededApprovals({ tier: "medium" }, "high")).toBe(1);
    expect(neededApprovals({ tier: "critical" }, "high")).toBe(2);
    expect(neededApprovals({ tier: "critical" }, undefined)).toBe(1);
    expect(addApproval(askApproval(FIX, { id: "a", now: NOW, ttlMs: 1 }), { by: "alice", at: NOW })).toMatchObject({
      missing: 0,
      approval: { status: "approved", decidedBy: "alice" },
    });
  });
});
