import type { Diagnosis } from "@pipewright/contract/diagnosis";
import { PipewrightError } from "@pipewright/contract/errors";
import type { Fix, FixDraft } from "@pipewright/contract/fix";
import type { Risk } from "@pipewright/contract/risk";
import { askApproval } from "../../approvals/ask-approval.ts";
import { digestFix } from "../../approvals/digest-fix.ts";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
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
    const { diagnosis, draft, signal } = incident;
    if (diagnosis === undefined || draft === undefined) {
      throw new PipewrightError("no_proposal", 500, "There is no proposed fix to assess.");
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
    });
    return {
      event: "asked",
      changes: { fix, risk, approval },
      message: `Risk ${risk.score} (${risk.tier}); waiting for a person`,
      data: { score: risk.score, tier: risk.tier, digest: fix.digest, approvalId: approval.id },
    };
  };
}

function bindFix(
  incident: IncidentRecord,
  draft: FixDraft,
  { defaultImage, imagePrefix }: Pick<AssessDependencies, "defaultImage" | "imagePrefix">,
): Fix {
  const { repo, commitSha, image = defaultImage } = incident.signal;
  const fix = { ...draft, revision: incident.revision, image: `${imagePrefix}${image}` };
  return { ...fix, digest: digestFix({ ...fix, repo, commitSha }) };
}
