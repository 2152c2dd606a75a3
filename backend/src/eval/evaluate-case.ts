import { diagnoseWithKnowledge } from "../agents/knowledge/diagnose-with-knowledge.ts";
import { type EvidenceScore, type LineRange, scoreEvidence } from "../agents/score-evidence.ts";
import { reduceLog } from "../logs/reduce-log.ts";
import { type LabelledCase, readCaseLog } from "./read-cases.ts";

export interface CaseResult extends EvidenceScore {
  id: string;
  evidence: LineRange[];
  /** Share of the log's lines that were kept, 0..1. */
  kept: number;
  milliseconds: number;
  bytes: number;
  title: string;
  category: string;
  rule: string;
}

/** Diagnoses the failing log of one case and scores the evidence. */
export async function evaluateCase(folder: string, labelled: LabelledCase): Promise<CaseResult> {
  const text = await readCaseLog(folder, labelled.fail);
  const started = performance.now();
  const log = reduceLog(text);
  const { diagnosis } = diagnoseWithKnowledge(log);
  const milliseconds = performance.now() - started;
  const evidence = diagnosis.evidence.map((each): LineRange => [each.startLine, each.endLine]);
  return {
    id: labelled.id,
    ...scoreEvidence(evidence, labelled),
    evidence,
    kept: log.totalLines === 0 ? 0 : log.lines.length / log.totalLines,
    milliseconds,
    bytes: Buffer.byteLength(text),
    title: diagnosis.title,
    category: diagnosis.category,
    rule: diagnosis.rule ?? "",
  };
}
