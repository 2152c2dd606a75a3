import type { FixDraft } from "@pipewright/contract/fix";
import type { AppliedPolicy } from "@pipewright/contract/policy";
import { refusalOf } from "./check-fix.ts";

/** The draft with the policy's own command, or a person's task where the policy does not let it be run; then with the reason. */
export function applyPolicy(draft: FixDraft, policy: AppliedPolicy | undefined): { draft: FixDraft; refusal?: string } {
  if (policy === undefined) return { draft };
  const refusal = refusalOf(draft, policy);
  const proving = policy.command === undefined ? draft : { ...draft, command: policy.command };
  if (refusal === undefined) return { draft: proving };
  const { script: _script, patch: _patch, undo: _undo, ...kept } = proving;
  const task: FixDraft = {
    ...kept,
    kind: "manual",
    network: false,
    summary: `A person has to do this: ${draft.summary}`,
    why: `${refusal}\n\nWhat was proposed: ${draft.summary}. ${draft.why}`,
  };
  return { draft: task, refusal };
}
