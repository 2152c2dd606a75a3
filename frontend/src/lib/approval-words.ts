import type { Fix, FixKind } from "@pipewright/contract/fix";
import type { Approval, Incident } from "@pipewright/contract/incident";
import type { Risk } from "@pipewright/contract/risk";
import { formatAgo } from "./format-time.ts";

const APPROVE_WORDS: Record<FixKind, string> = {
  script: "Approve fix",
  patch: "Approve fix",
  rerun: "Approve rerun",
  restart: "Approve restart",
  wait: "Agree to wait",
  manual: "Take over",
};

/** The verb on the button that says yes to this fix. */
export function approveWords(kind: FixKind): string {
  return APPROVE_WORDS[kind];
}

/** True while another fix may take the place of this one: it waits for an answer, or it was run and did not hold. */
export function isRevisable({ status, approval, failure }: Incident): boolean {
  if (status === "awaiting_approval") return approval?.status === "pending";
  return status === "failed" && (failure?.code === "fix_refuted" || failure?.code === "policy_violation");
}

/** True for a fix that is run here, between two runs of the failing command. */
export function runsCommands({ kind }: Pick<Fix, "kind">): boolean {
  return kind === "script" || kind === "patch";
}

/** What runs after a yes, in its order; none where nothing is proved by running. */
export function stepsOf(fix: Pick<Fix, "kind" | "command">): string[] {
  if (!runsCommands(fix)) return [];
  return fix.command ? [fix.command, "fix", "again"] : ["fix"];
}

/** What a yes means, in a sentence, where `stepsOf` does not say it all. */
export function consequenceOf(fix: Pick<Fix, "kind" | "command">): string | undefined {
  switch (fix.kind) {
    case "script":
    case "patch":
      return fix.command ? undefined : "No command is known that could prove it.";
    case "rerun":
      return "The failed job will run once more. Nothing is changed.";
    case "restart":
      return "The service will be restarted.";
    case "wait":
      return "Nothing will run: the cause lies outside and passes by itself.";
    case "manual":
      return "Nothing will run: you take it over and fix it by hand.";
  }
}

/** True where a slip of the finger must not be enough: what runs is risky. A takeover runs nothing. */
export function needsTypedConfirmation(fix: Pick<Fix, "kind">, risk: Pick<Risk, "tier"> | undefined): boolean {
  const isRisky = risk?.tier === "high" || risk?.tier === "critical";
  return isRisky && fix.kind !== "manual" && fix.kind !== "wait";
}

const ANSWER_VERBS = {
  approved: "Approved",
  rejected: "Rejected",
  expired: "Expired",
  superseded: "Replaced",
} as const;

/** How many have approved, where more than one must, e.g. `1 of 2 approvals, by alice; one more person is needed`. */
export function countWords({ needed = 1, given = [] }: Pick<Approval, "needed" | "given">): string | undefined {
  if (needed === 1) return undefined;
  if (given.length === 0) return `The policy wants ${needed} different people to approve.`;
  const missing = needed - given.length;
  const more = missing === 1 ? "one more person is needed" : `${missing} more people are needed`;
  return `${given.length} of ${needed} approvals, by ${given.map(({ by }) => by).join(" and ")}; ${more}`;
}

/** Who answered what and when, e.g. `Approved by admin 3 min ago`; undefined while it waits. */
export function answerWords(approval: Approval, kind: FixKind, nowMs: number): string | undefined {
  if (approval.status === "pending") return undefined;
  const verb = approval.status === "approved" && kind === "manual" ? "Taken over" : ANSWER_VERBS[approval.status];
  const both = approval.status === "approved" && approval.given?.map((each) => each.by).join(" and ");
  const who = both || approval.decidedBy;
  const by = who && approval.status !== "expired" ? ` by ${who}` : "";
  const at = approval.decidedAt ?? (approval.status === "expired" ? approval.expiresAt : undefined);
  return `${verb}${by}${at ? ` ${formatAgo(Date.parse(at), nowMs)}` : ""}`;
}

/** Why an answer did not count, from how things stand now. `shown` is the digest the person saw. */
export function conflictWords(approval: Approval | undefined, shown: string, said: string, nowMs: number): string {
  if (approval?.status === "approved" || approval?.status === "rejected") {
    const by = approval.decidedBy ? ` by ${approval.decidedBy}` : "";
    const when = approval.decidedAt ? ` ${formatAgo(Date.parse(approval.decidedAt), nowMs)}` : "";
    return `Answered already${by}${when}: ${approval.status}. Your answer changed nothing.`;
  }
  if (approval?.status === "expired") return "The time to answer is over. Nothing was run.";
  if (approval && approval.digest !== shown)
    return "This fix has changed since you opened it; look again. Nothing was run.";
  return said;
}
