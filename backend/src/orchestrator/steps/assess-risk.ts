import type { Diagnosis } from "@pipewright/contract/diagnosis";
import { PipewrightError } from "@pipewright/contract/errors";
import type { Fix, FixDraft } from "@pipewright/contract/fix";
import type { Risk } from "@pipewright/contract/risk";
import { askApproval } from "../../approvals/ask-approval.ts";
import { digestFix } from "../../approvals/digest-fix.ts";
import { neededApprovals } from "../../approvals/needed-approvals.ts";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import { applyPolicy } from "../../policy/apply-policy.ts";
import { isRunnable } from "../runnable-kinds.ts";
import type { Step } from "./step.ts";

export interface AssessDependencies {
  assess(input: {
    fix: FixDraft;
    diagnosis: Diagnosis;
    branch: string;
    defaultBranch?: string | undefined;
    at: Date;
    forkOrUntrusted?: boolean | undefined;
  }): Risk;
  /** Image for runs whose signal names none. */
  defaultImage: string;
  /** Put before every image's name, e.g. `registry.example.org/mirror/`. */
  imagePrefix: string;
  approvalTtlMs: number;
  /** The id must be hard to guess: it is part of the address at which people answer. */
  makeApprovalId(): string;
}

/** Scores the risk, binds the fix to its digest, and asks; or ends the incident when there is nothing to do here. */
export function assessRisk(dependencies: AssessDependencies): Step {
  return async (incident, context) => {
    const { diagnosis, draft: proposed, signal, policy } = incident;
    if (diagnosis === undefined || proposed === undefined) {
      throw new PipewrightError("no_proposal", 500, "There is no proposed fix to assess.");
    }
    const { draft, refusal } = applyPolicy(proposed, policy);
    if (refusal !== undefined) {
      await context.note({
        kind: "policy.refused",
        message: `The policy of ${signal.repo} does not let it be run: ${refusal}`,
      });
    }
    const fix = bindFix(incident, draft, dependencies);
    const risk = dependencies.assess({
      fix: draft,
      diagnosis,
      branch: signal.branch,
      defaultBranch: signal.defaultBranch,
      at: context.now(),
      forkOrUntrusted: signal.run?.fork,
    });
    if (fix.kind === "wait") {
      return { event: "nothing_to_do", changes: { fix, risk }, message: `Nothing to do here: ${fix.summary}` };
    }
    const approval = askApproval(fix, {
      id: dependencies.makeApprovalId(),
      now: context.now(),
      ttlMs: dependencies.approvalTtlMs,
      needed: isRunnable(fix.kind) ? neededApprovals(risk, policy?.twoFrom) : 1,
    });
    return {
      event: "asked",
      changes: { fix, risk, approval },
      message: `Risk ${risk.score} (${risk.tier}); waiting for ${approval.needed === undefined ? "a person" : "two people"}`,
      data: { score: risk.score, tier: risk.tier, digest: fix.digest, approvalId: approval.id },
    };
  };
}

function bindFix(
  incident: IncidentRecord,
  draft: FixDraft,
  { defaultImage, imagePrefix }: Pick<AssessDependencies, "defaultImage" | "imagePrefix">,
): Fix {
  const { signal, policy, revision } = incident;
  const { repo, commitSha } = signal;
  const image = `${imagePrefix}${policy?.image ?? signal.image ?? defaultImage}`;
  const fix = { ...draft, revision, image, ...(draft.network && policy?.hosts && { hosts: policy.hosts }) };
  return { ...fix, digest: digestFix({ ...fix, repo, commitSha }) };
}
