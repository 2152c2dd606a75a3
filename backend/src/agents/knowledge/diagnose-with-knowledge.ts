import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { FixDraft } from "@pipewright/contract/fix";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { ALL_RULES } from "./all-rules.ts";
import { chooseEvidence } from "./choose-evidence.ts";
import { lineCandidate, matchRules, type RuleMatch } from "./match-rules.ts";

const FALLBACK_CONFIDENCE = 0.2;
const TITLE_CHARACTERS = 200;

/** What the rule packs make of a reduced log. Always answers; what no rule knows is category `unknown` with low confidence. */
export function diagnoseWithKnowledge(log: ReducedLog): { diagnosis: Diagnosis; fix: FixDraft } {
  const match = matchRules(log, ALL_RULES);
  if (match !== undefined) return applyRule(log, match);
  const best = log.candidates[0];
  const excerpt = log.lines
    .filter((line) => best !== undefined && line.n >= best.startLine && line.n <= best.endLine)
    .map((line) => line.text)
    .join("\n");
  return {
    diagnosis: {
      category: "unknown",
      title: excerpt.split("\n")[0]?.trim() || "The log does not say why the job failed",
      rootCause: "No rule knows this failure.",
      severity: "medium",
      confidence: FALLBACK_CONFIDENCE,
      provider: "knowledge",
      evidence: best ? chooseEvidence(log, best) : [],
    },
    fix: {
      kind: "manual",
      summary: "A person has to look at this failure",
      why: excerpt || "The log holds no line that states an error.",
      network: false,
      provider: "knowledge",
    },
  };
}

function applyRule(
  log: ReducedLog,
  { rule, explanation, line, candidate }: RuleMatch,
): { diagnosis: Diagnosis; fix: FixDraft } {
  const { category, severity, confidence, id } = rule;
  const { title, rootCause, remedy } = explanation;
  const command = log.failingStep?.command;
  return {
    diagnosis: {
      category,
      title: title.slice(0, TITLE_CHARACTERS),
      rootCause,
      severity,
      confidence,
      provider: "knowledge",
      evidence: chooseEvidence(log, candidate ?? lineCandidate({ n: line })),
      rule: id,
    },
    fix: { network: false, ...remedy, ...(command !== undefined && { command }), provider: "knowledge" },
  };
}
