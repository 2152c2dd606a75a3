import type { FixDraft, FixKind } from "@pipewright/contract/fix";
import type { Risk, RiskFactor, RiskTier } from "@pipewright/contract/risk";
import { contextFindings, type RiskContext } from "./risk/context-findings.ts";
import { type Finding, mergeFindings } from "./risk/finding.ts";
import { patchFindings } from "./risk/patch-findings.ts";
import { scriptFindings } from "./risk/script-findings.ts";

export interface RiskInput extends RiskContext {
  fix: FixDraft;
}

/** A tier begins at this score. */
const TIERS: readonly { from: number; tier: RiskTier }[] = [
  { from: 75, tier: "critical" },
  { from: 50, tier: "high" },
  { from: 25, tier: "medium" },
  { from: 0, tier: "low" },
];
const HIGHEST_SCORE = 100;

const KINDS: Readonly<Record<FixKind, { label: string; points: number; why: string }>> = {
  script: { label: "runs a script", points: 10, why: "Commands run in a workspace of their own." },
  patch: { label: "changes files", points: 5, why: "Files change exactly as the diff shows." },
  rerun: { label: "runs the job again", points: 5, why: "The job runs again; nothing changes." },
  restart: { label: "restarts a service", points: 20, why: "A running service is interrupted." },
  wait: { label: "waits", points: 0, why: "Nothing is done." },
  manual: { label: "a person takes over", points: 0, why: "Nothing is done by Pipewright." },
};

/** How risky a fix is: factors whose points add up exactly to the score of 0..100. Pure. */
export function assessRisk({ fix, ...context }: RiskInput): Risk {
  const kind = { id: `kind-${fix.kind}`, ...KINDS[fix.kind] };
  const acts = fix.kind !== "wait" && fix.kind !== "manual";
  const findings = acts ? mergeFindings([...contentFindings(fix), ...contextFindings(fix, context)]) : [];
  return addUp([kind, ...findings.toSorted((a, b) => b.points - a.points)]);
}

function contentFindings(fix: FixDraft): Finding[] {
  return [
    ...(fix.script === undefined ? [] : scriptFindings(fix.script)),
    ...(fix.patch === undefined ? [] : patchFindings(fix.patch)),
  ];
}

function addUp(factors: readonly RiskFactor[]): Risk {
  const kept = factors.filter(({ points, id }) => points !== 0 || id.startsWith("kind-"));
  const sum = kept.reduce((total, { points }) => total + points, 0);
  const score = Math.min(HIGHEST_SCORE, Math.max(0, sum));
  const balance: RiskFactor = {
    id: "balance",
    label: "highest score",
    points: score - sum,
    why: `The factors add up to ${sum}; the score ends at ${score}.`,
  };
  return { score, tier: tierOf(score), factors: sum === score ? kept : [...kept, balance] };
}

function tierOf(score: number): RiskTier {
  return TIERS.find(({ from }) => score >= from)?.tier ?? "low";
}
