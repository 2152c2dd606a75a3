import type { FixKind } from "@pipewright/contract/fix";
import type { RunResult, Verdict } from "@pipewright/contract/incident";

export interface Proof {
  /** Undefined when nobody knows the command that failed. */
  command?: string | undefined;
  /** Why there is nothing in the workspace, when the repository could not be had. */
  emptyReason?: string | undefined;
  fixKind: FixKind;
  before?: RunResult | undefined;
  fix: RunResult;
  /** Empty when the fix changed nothing that git would deliver. */
  diff: string;
  after?: RunResult | undefined;
  /** The operator's own check on the host, run last. */
  hostCheck?: RunResult | undefined;
}

export interface Judgement {
  verdict: Verdict;
  /** In plain words; absent only when proven. */
  reason?: string;
}

/** How the reason begins when all ran in an empty workspace. */
export const NO_REPOSITORY = "There was no repository to prove the fix on";

/**
 * Judges what the runs show. `proven` is only this: the command failed by itself, the fix ran to its end and changed something,
 * and the same command then passed. `refuted`: the fix failed, or the command still fails. All else is `unproven`.
 */
export function judgeProof(proof: Proof): Judgement {
  return (
    judgeCircumstances(proof) ??
    judgeFix(proof.fix) ??
    judgeWithoutCommand(proof) ??
    judgeAfter(proof) ??
    judgeBefore(proof.before) ??
    judgeChange(proof) ??
    judgeHostCheck(proof.hostCheck) ?? { verdict: "proven" }
  );
}

function judgeCircumstances({ emptyReason, fixKind }: Proof): Judgement | undefined {
  if (emptyReason !== undefined) {
    return unproven(`${NO_REPOSITORY}, so it ran in an empty workspace: ${emptyReason}`);
  }
  if (fixKind === "restart" || fixKind === "wait" || fixKind === "manual") {
    return unproven(`Nothing was run: a fix of the kind "${fixKind}" is not a command.`);
  }
  return undefined;
}

function judgeFix(fix: RunResult): Judgement | undefined {
  if (fix.outcome === "exited" && fix.exitCode === 0) return undefined;
  if (fix.outcome === "unavailable") return unproven(`The fix could not be run here: ${reasonOf(fix)}`);
  if (fix.outcome === "exited")
    return refuted(`The fix did not run to its end: it ended with exit code ${fix.exitCode}.`);
  return refuted(`The fix did not run to its end: ${reasonOf(fix)}`);
}

function judgeWithoutCommand({ command, hostCheck }: Proof): Judgement | undefined {
  if (command !== undefined) return undefined;
  if (hostCheck === undefined) return unproven("There is nothing to run: no one has named the command that failed.");
  return (
    judgeHostCheck(hostCheck) ?? unproven("The check on the host passes, but nothing shows that it failed before.")
  );
}

function judgeAfter({ after, before }: Proof): Judgement | undefined {
  if (after === undefined) return unproven("The command was not run after the fix.");
  if (after.outcome === "unavailable") return unproven(`The command could not be run here: ${reasonOf(after)}`);
  if (after.outcome !== "exited")
    return unproven(`The command did not end by itself after the fix: ${reasonOf(after)}`);
  if (after.exitCode === 0) return undefined;
  if (before?.outcome === "exited" && before.exitCode === 0) {
    return refuted(`The command passed before the fix and fails after it, with exit code ${after.exitCode}.`);
  }
  return refuted(`The command still fails after the fix, with exit code ${after.exitCode}.`);
}

function judgeBefore(before: RunResult | undefined): Judgement | undefined {
  if (before === undefined) return unproven("The command was not run before the fix.");
  if (before.outcome === "unavailable") return unproven(`The command could not be run here: ${reasonOf(before)}`);
  if (before.outcome !== "exited") {
    return unproven(
      `The command did not end by itself before the fix, so nothing shows that it failed: ${reasonOf(before)}`,
    );
  }
  if (before.exitCode === 0) {
    return unproven(
      "The command passed here even before the fix, so the failure was not seen and its end proves nothing.",
    );
  }
  return undefined;
}

function judgeChange({ diff, fixKind }: Proof): Judgement | undefined {
  if (diff !== "") return undefined;
  if (fixKind === "rerun") {
    return unproven("The command failed and then passed with nothing changed: the failure comes and goes.");
  }
  return unproven(
    "The command passed although the fix changed nothing that git tracks: either the failure comes and goes, or the change is to files that are ignored.",
  );
}

function judgeHostCheck(check: RunResult | undefined): Judgement | undefined {
  if (check === undefined || (check.outcome === "exited" && check.exitCode === 0)) return undefined;
  if (check.outcome === "exited") {
    return refuted(`The check on the host failed after the fix, with exit code ${check.exitCode}.`);
  }
  return unproven(`The check on the host did not end by itself: ${reasonOf(check)}`);
}

function reasonOf(result: RunResult): string {
  return result.reason ?? result.outcome.replaceAll("_", " ");
}

function unproven(reason: string): Judgement {
  return { verdict: "unproven", reason };
}

function refuted(reason: string): Judgement {
  return { verdict: "refuted", reason };
}
