import type { FixDraft } from "@pipewright/contract/fix";
import type { EarlierFix } from "@pipewright/contract/similar";
import { sameFix } from "../../agents/same-fix.ts";
import type { NewEntry } from "../../incidents/incident-record.ts";
import type { History } from "../../memory/history.ts";

/** After so many fixes that did not hold, another one is not worth a person's time. */
const MAX_NOT_HELD = 3;
const MAX_NAMED = 5;

export interface Remedy {
  fix: FixDraft;
  entry?: NewEntry;
}

/** What the history alone decides, without asking for a fix: a person after three that did not hold, a rerun for what comes and goes. */
export function remedyOfHistory({ notHeld, flaky }: History): Remedy | undefined {
  if (notHeld.length >= MAX_NOT_HELD) return escalate(notHeld);
  return flaky ? { fix: RERUN } : undefined;
}

/** The earlier delivery that had the same content, when the failure is back after it. */
export function findBarred(fix: FixDraft, { barred }: History): EarlierFix | undefined {
  return barred.find(({ content }) => sameFix(fix, content))?.delivered;
}

/** A person's task in place of a fix that was delivered before, for the failure is back. */
export function remedyOfReturn({ name, summary, digest }: EarlierFix): Remedy {
  return {
    fix: {
      kind: "manual",
      summary: `A person has to look: ${name} was delivered, and the failure is back`,
      why: `The known fix (${summary}) was delivered as ${name}, and the same failure came back at another commit. Either it has not reached this branch, or it does not cure the cause. The same fix is not proposed again.`,
      network: false,
      provider: "knowledge",
    },
    entry: {
      kind: "memory.barred",
      message: `The fix that is known for it was delivered before (${name}); it is not proposed again`,
      data: { digest },
    },
  };
}

const RERUN: FixDraft = {
  kind: "rerun",
  summary: "Run the job again: the failure comes and goes",
  why: "The same command has passed and failed at one commit, so nothing in the repository has to change for it to pass. Whoever owns it should still make it reliable.",
  network: false,
  provider: "knowledge",
};

function escalate(notHeld: readonly EarlierFix[]): Remedy {
  const names = notHeld.slice(0, MAX_NAMED).map(({ name }) => name);
  const tried = notHeld.slice(0, MAX_NAMED).map(({ name, summary, outcome }) => `- ${name}: ${summary} (${outcome})`);
  const summary = `A person has to find the cause: ${notHeld.length} fixes did not hold`;
  return {
    fix: {
      kind: "manual",
      summary,
      why: ["These were run or delivered, and the failure is still there:", ...tried].join("\n"),
      network: false,
      provider: "knowledge",
    },
    entry: {
      kind: "escalation",
      message: `${notHeld.length} fixes for this failure did not hold (${names.join(", ")}); no further one is proposed, a person has to find the cause`,
      data: { digests: notHeld.map(({ digest }) => digest) },
    },
  };
}
