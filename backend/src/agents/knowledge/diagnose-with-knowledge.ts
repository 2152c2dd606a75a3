import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { FixDraft } from "@pipewright/contract/fix";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { chooseEvidence } from "./choose-evidence.ts";

const FALLBACK_CONFIDENCE = 0.2;

/** What the rule packs make of a reduced log. Always answers; what no rule knows is category `unknown` with low confidence. */
export function diagnoseWithKnowledge(log: ReducedLog): { diagnosis: Diagnosis; fix: FixDraft } {
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
