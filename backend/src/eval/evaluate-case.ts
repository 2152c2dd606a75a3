import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import { evidenceTokens } from "../agents/evidence-tokens.ts";
import { diagnoseWithKnowledge } from "../agents/knowledge/diagnose-with-knowledge.ts";
import { type EvidenceScore, type LineRange, scoreEvidence } from "../agents/score-evidence.ts";
import { createPassingLog, type PassingLog } from "../logs/passing-log.ts";
import { createLogReducer, reduceLog } from "../logs/reduce-log.ts";
import { type LabelledCase, readCaseLog } from "./read-cases.ts";
import { setRight } from "./shifted-labels.ts";

export interface CaseResult extends EvidenceScore {
  id: string;
  evidence: LineRange[];
  /** Share of the log's lines that were kept, 0..1. */
  kept: number;
  /** What a model would be given of the log. Tokens, estimated. */
  evidenceTokens: number;
  /** For reducing and diagnosing, without reading the file. */
  milliseconds: number;
  bytes: number;
  title: string;
  category: string;
  rule: string;
  /** The same with the log of a passing run at hand, where the case has one. */
  againstPass?: EvidenceScore & { evidence: LineRange[] };
  /** The same evidence, where the labels are known to be shifted and were set right. */
  labelsSetRight?: EvidenceScore;
  /** By the configured model, when there is one. */
  model?: EvidenceScore & { evidence: LineRange[]; title: string; inputTokens: number };
}

/** Asks a model about a reduced log; tokens are 0 when it was not asked or gave no usable answer. */
export type AskModel = (log: ReducedLog) => Promise<{ diagnosis: Diagnosis; inputTokens: number }>;

/** Diagnoses the failing log of one case, without, with its passing log and, if there is one, with a model, and scores the evidence. */
export async function evaluateCase(folder: string, labelled: LabelledCase, askModel?: AskModel): Promise<CaseResult> {
  const bytes = await readCaseLog(folder, labelled.fail);
  const started = performance.now();
  const log = reduceLog(bytes);
  const { diagnosis } = diagnoseWithKnowledge(log);
  const milliseconds = performance.now() - started;
  const byModel = await askModel?.(log);
  const corrected = setRight(labelled);
  return {
    id: labelled.id,
    ...score(diagnosis, labelled),
    kept: log.totalLines === 0 ? 0 : log.lines.length / log.totalLines,
    evidenceTokens: evidenceTokens(log),
    milliseconds,
    bytes: bytes.length,
    title: diagnosis.title,
    category: diagnosis.category,
    rule: diagnosis.rule ?? "",
    ...(labelled.pass && {
      againstPass: score(diagnoseBeside(await readPassing(folder, labelled.pass), bytes), labelled),
    }),
    ...(corrected && { labelsSetRight: score(diagnosis, corrected) }),
    ...(byModel && {
      model: {
        ...score(byModel.diagnosis, labelled),
        title: byModel.diagnosis.title,
        inputTokens: byModel.inputTokens,
      },
    }),
  };
}

function score({ evidence }: Diagnosis, labelled: LabelledCase) {
  const ranges = evidence.map((each): LineRange => [each.startLine, each.endLine]);
  return { ...scoreEvidence(ranges, labelled), evidence: ranges };
}

async function readPassing(folder: string, path: string): Promise<PassingLog> {
  const passing = createPassingLog();
  passing.push(await readCaseLog(folder, path));
  passing.end();
  return passing;
}

function diagnoseBeside(passing: PassingLog, bytes: Uint8Array): Diagnosis {
  const reducer = createLogReducer({ passing });
  reducer.push(bytes);
  return diagnoseWithKnowledge(reducer.finish()).diagnosis;
}
