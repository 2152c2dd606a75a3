import type { FixDraft } from "@pipewright/contract/fix";
import type { EarlierFix } from "@pipewright/contract/similar";
import { sameFix } from "../../agents/same-fix.ts";
import type { NewEntry } from "../../incidents/incident-record.ts";
import type { BarredFix, History } from "../../memory/history.ts";

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

/** The earlier delivery that had the same content, when the failure is back after it or people undid it. */
export function findBarred(fix: FixDraft, { barred }: Pick<History, "barred">): BarredFix | undefined {
  return barred.find(({ content }) => sameFix(fix, content));
}

/** A person's task in place of a fix that was delivered before, for the failure is back. */
export function remedyOfReturn({ delivered: { name, summary, digest }, fate }: BarredFix): Remedy {
  return {
    fix: {
      kind: "manual",
      ...(fate === undefined ? asReturned(name, summary) : asUndone(name, summary, fate)),
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

type Words = Pick<FixDraft, "summary" | "why">;

function asReturned(name: string, summary: string): Words {
  return {
    summary: `A person has to look: ${name} was delivered, and the failure is back`,
    why: `The known fix (${summary}) was delivered as ${name}, and the same failure came back at another commit. Either it has not reached this branch, or it does not cure the cause. The same fix is not proposed again.`,
  };
}

function asUndone(name: string, summary: string, fate: NonNullable<BarredFix["fate"]>): Words {
  const was = fate === "closed" ? "closed without being merged" : "merged and then reverted";
  const unless = fate === "closed" ? `open ${name} again` : "revert the revert";
  return {
    summary: `A person has to look: ${name} was ${was}`,
    why: `The known fix (${summary}) was delivered as ${name}, which was ${was}. The same fix is not proposed again; if it is wanted after all, ${unless}.`,
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
