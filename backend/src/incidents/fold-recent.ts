import { MINUTES_SAVED_PER_FIX, type Recent, type StatsDay } from "@pipewright/contract/dashboard";
import type { ApprovalStatus, Verdict } from "@pipewright/contract/incident";

/** What the statistics need to know of one incident. */
export interface IncidentFacts {
  createdAt: Date;
  repo: string;
  branch: string;
  isSimulated: boolean;
  /** ms from the signal to the diagnosis. */
  diagnosisMs?: number | undefined;
  /** ms from the signal to the end of the run that passed. */
  greenMs?: number | undefined;
  answer?: ApprovalStatus | undefined;
  verdict?: Verdict | undefined;
}

export const RECENT_DAYS = 30;
const DAY_MS = 24 * 3_600_000;
const PLACES_MAX = 100;
const BRANCHES_MAX = 50;

/** The first moment (UTC) of the days that count as recent. */
export function recentStart(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - (RECENT_DAYS - 1) * DAY_MS);
}

/** Adds incidents up, by day and as a whole. Every day is there, also those on which nothing came in. */
export function foldRecent(facts: readonly IncidentFacts[], now: Date): Recent {
  const start = recentStart(now).getTime();
  const names = Array.from({ length: RECENT_DAYS }, (_, n) => dayOf(new Date(start + n * DAY_MS)));
  const byDay = groupBy(facts, ({ createdAt }) => dayOf(createdAt));
  const days = names.map((day): StatsDay => ({ day, ...measure(byDay.get(day) ?? []) }));
  return { ...measure(facts), days, places: placesOf(facts) };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function measure(facts: readonly IncidentFacts[]): Omit<StatsDay, "day"> {
  const proven = facts.filter(({ verdict }) => verdict === "proven");
  const answered = facts.filter(({ answer }) => answer !== undefined && ANSWERS.includes(answer));
  return {
    incidents: facts.length,
    proven: proven.length,
    medianDiagnosisMs: median(facts.flatMap(({ diagnosisMs }) => diagnosisMs ?? [])),
    medianGreenMs: median(proven.flatMap(({ greenMs }) => greenMs ?? [])),
    approvalRate: rate(answered.filter(({ answer }) => answer === "approved").length, answered.length),
    provenRate: rate(proven.length, facts.filter(({ verdict }) => verdict !== undefined).length),
    minutesSaved: proven.filter(({ isSimulated }) => !isSimulated).length * MINUTES_SAVED_PER_FIX,
  };
}

const ANSWERS: readonly ApprovalStatus[] = ["approved", "rejected", "expired"];

/** The lower one of the two in the middle. */
function median(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? null;
}

function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function placesOf(facts: readonly IncidentFacts[]): Recent["places"] {
  return byCount(facts, ({ repo }) => repo)
    .slice(0, PLACES_MAX)
    .map(([repo, there]) => ({
      repo,
      branches: byCount(there, ({ branch }) => branch)
        .slice(0, BRANCHES_MAX)
        .map(([branch]) => branch),
    }));
}

/** In groups, the largest first; of equals the first name. */
function byCount(
  facts: readonly IncidentFacts[],
  nameOf: (fact: IncidentFacts) => string,
): [string, IncidentFacts[]][] {
  return [...groupBy(facts, nameOf)].toSorted((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]));
}

function groupBy(
  facts: readonly IncidentFacts[],
  nameOf: (fact: IncidentFacts) => string,
): Map<string, IncidentFacts[]> {
  const groups = new Map<string, IncidentFacts[]>();
  for (const fact of facts) {
    const name = nameOf(fact);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [fact]);
    else group.push(fact);
  }
  return groups;
}
