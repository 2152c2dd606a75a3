import type { FixDraft, FixKind } from "@pipewright/contract/fix";
import type { EarlierFix, Similar, Undone } from "@pipewright/contract/similar";
import type { PastFix } from "./memory-entry.ts";
import type { MemoryRecord } from "./memory-model.ts";
import { nameDelivery } from "./name-delivery.ts";

/** What is known of one fingerprint in one repository, from the point of view of the incident at hand. */
export interface History extends Omit<Similar, "near" | "notHeld" | "returned"> {
  /** Fixes that were delivered, and the failure is back at another commit; the last one first. */
  returned: EarlierFix[];
  /** Those, and the ones that were run and refuted; the last one first. */
  notHeld: EarlierFix[];
  /** What must not be proposed again: it was delivered, and the failure is back, or people undid it. */
  barred: BarredFix[];
  /** Contents that a person turned down or that were refuted: another one is to be looked for first. */
  unwanted: FixDraft[];
}

export interface BarredFix {
  content: FixDraft;
  delivered: Pick<EarlierFix, "name" | "summary" | "digest">;
  /** What people did to it, where they undid it. */
  fate?: Undone["fate"];
}

/** Nobody needs to know it more exactly; counting on would take long. */
export const SEEN_MAX = 1000;
/** Kinds that say what to do again, not what to change; the same words are no repetition at another commit. */
const REPEATABLE: readonly FixKind[] = ["rerun", "restart", "wait", "manual"];

export interface HistoryInput {
  fingerprint: string;
  /** Earlier incidents in all, up to `SEEN_MAX`; `entries` may be only the last of them. */
  seen: number;
  /** The last one first. */
  entries: readonly MemoryRecord[];
  /** The commit that failed now. */
  commitSha: string;
  /** Another failure of the same step at the same commit came and went. */
  stepPassed: boolean;
}

/** Sums up the earlier incidents of one fingerprint. */
export function summarizeHistory({ fingerprint, seen, entries, commitSha, stepPassed }: HistoryInput): History {
  const tries = entries.flatMap(triesOf);
  const ran = tries.filter(isRun);
  const returned = ran.filter((each) => isDelivered(each) && each.entry.commitSha !== commitSha);
  const refuted = ran.filter(({ outcome }) => outcome === "refuted");
  const turnedDown = tries.filter(({ outcome }) => outcome === "rejected");
  const undone = entries.flatMap(undoneOf);
  const fixed = ran.find((each) => each.outcome === "proven" || isDelivered(each));
  return {
    fingerprint,
    seen,
    ...(fixed && {
      fixed: {
        ...earlierFix(fixed),
        greenTimes: ran.filter(({ outcome }) => outcome === "proven").length,
        triedTimes: ran.length,
      },
    }),
    ...(undone[0] && { undone: undone[0].undone }),
    flaky: stepPassed || entries.some(({ passedUnchanged }) => passedUnchanged),
    triedDigests: ran.map(({ fix }) => fix.digest),
    rejectedDigests: turnedDown.map(({ fix }) => fix.digest),
    returned: returned.map(earlierFix),
    notHeld: ran.filter((each) => returned.includes(each) || refuted.includes(each)).map(earlierFix),
    barred: [
      ...returned.filter(isChange).map((each) => ({ content: each.fix, delivered: earlierFix(each) })),
      ...undone.filter(isChange).map(({ fix, undone: { name, fate } }) => ({
        content: fix,
        delivered: { name, summary: fix.summary, digest: fix.digest },
        fate,
      })),
    ],
    unwanted: [...refuted, ...turnedDown].filter(isChange).map(({ fix }) => fix),
  };
}

/** The last fix of a failure that was run, if one was. */
export function lastFix(entry: MemoryRecord): EarlierFix | undefined {
  const last = triesOf(entry).find(isRun);
  return last && earlierFix(last);
}

/** The delivery of an incident, if people undid it. */
function undoneOf({ _id, fixes, delivery }: MemoryRecord): { fix: PastFix["fix"]; undone: Undone }[] {
  const fix = fixes.at(-1)?.fix;
  const { fate, url } = delivery ?? {};
  if (fix === undefined || (fate !== "closed" && fate !== "reverted")) return [];
  const name = nameDelivery(_id, fix.kind, url);
  return [{ fix, undone: { incidentId: _id, summary: fix.summary, name, fate, ...(url !== undefined && { url }) } }];
}

interface Try extends PastFix {
  entry: MemoryRecord;
}
type RunTry = Try & { outcome: EarlierFix["outcome"] };

function triesOf(entry: MemoryRecord): Try[] {
  return entry.fixes.map((past) => ({ ...past, entry })).reverse();
}

function isRun(each: Try): each is RunTry {
  return each.outcome === "proven" || each.outcome === "unproven" || each.outcome === "refuted";
}

/** What is run again is delivered by being run. */
function isDelivered({ entry, fix, outcome }: RunTry): boolean {
  if (outcome === "refuted" || fix !== entry.fixes.at(-1)?.fix) return false;
  return fix.kind === "rerun" || fix.kind === "restart" || (entry.delivery?.kind ?? "none") !== "none";
}

function earlierFix(each: RunTry): EarlierFix {
  const { entry, outcome } = each;
  const { kind, summary, digest } = each.fix;
  const url = isDelivered(each) ? entry.delivery?.url : undefined;
  return {
    incidentId: entry._id,
    kind,
    summary,
    digest,
    outcome,
    name: nameDelivery(entry._id, kind, url),
    ...(url !== undefined && { url }),
    at: entry.at.toISOString(),
  };
}

function isChange({ fix }: Pick<Try, "fix">): boolean {
  return !REPEATABLE.includes(fix.kind);
}
