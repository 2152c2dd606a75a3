import type { Diagnosis, Evidence } from "@pipewright/contract/diagnosis";
import { UpstreamError } from "@pipewright/contract/errors";
import type { LogLine } from "@pipewright/contract/reduced-log";
import type { AgentOptions, ModelUsage } from "./agent-options.ts";
import { cleanLine, cleanProse } from "./clean-text.ts";
import {
  DiagnosisAnswer,
  diagnosisData,
  diagnosisSystemPrompt,
  type FailedRun,
  findBadCitation,
} from "./diagnosis-question.ts";
import { createFence, type Fence } from "./fence-data.ts";
import { diagnoseWithKnowledge } from "./knowledge/diagnose-with-knowledge.ts";
import type { Llm } from "./llm.ts";
import { selectEvidence } from "./select-evidence.ts";

export interface Diagnosed {
  diagnosis: Diagnosis;
  /** Present when a model was asked and its answer taken. */
  usage?: ModelUsage;
}

export interface Diagnoser {
  /** Never fails because of a model: what it cannot say, the knowledge engine says, and a note tells why. @throws the signal's reason */
  diagnose(run: FailedRun, options: AgentOptions): Promise<Diagnosed>;
}

export interface DiagnoserParts {
  llm: Llm | null;
  newFence?: () => Fence;
  knowledge?: typeof diagnoseWithKnowledge;
}

/** From this confidence on, and with a fix at hand, the knowledge engine's word is taken without asking a model. */
const SURE = 0.9;
const MAX_TITLE_CHARS = 200;
const MAX_ROOT_CAUSE_CHARS = 2000;
const MAX_REASON_CHARS = 300;

/** Diagnoses a failed run: knowledge first, a model where knowledge is not sure. */
export function createDiagnoser({
  llm,
  newFence = createFence,
  knowledge = diagnoseWithKnowledge,
}: DiagnoserParts): Diagnoser {
  return {
    async diagnose(run, options) {
      const known = knowledge(run.reduced);
      const isSure = known.diagnosis.confidence >= SURE && known.fix.kind !== "manual" && run.isBack !== true;
      if (llm === null || isSure) return { diagnosis: known.diagnosis };
      try {
        return await askModel(llm, run, known.diagnosis, newFence(), options);
      } catch (thrown) {
        options.signal.throwIfAborted();
        if (!(thrown instanceof UpstreamError)) throw thrown;
        options.onNote(`${thrown.message}; the diagnosis is by the knowledge engine.`, { code: thrown.code });
        return { diagnosis: known.diagnosis };
      }
    },
  };
}

async function askModel(
  llm: Llm,
  run: FailedRun,
  finding: Diagnosis,
  fence: Fence,
  options: AgentOptions,
): Promise<Diagnosed> {
  const shown = selectEvidence(run.reduced);
  const { value, usage } = await llm.generate({
    system: diagnosisSystemPrompt(fence),
    data: diagnosisData(run, shown, finding, fence),
    schema: DiagnosisAnswer,
    schemaName: "diagnosis",
    check: (answer) => findBadCitation(answer, shown),
    ...options,
  });
  const diagnosis: Diagnosis = {
    category: value.category,
    title: cleanLine(value.title, MAX_TITLE_CHARS) || finding.title,
    rootCause: cleanProse(value.rootCause, MAX_ROOT_CAUSE_CHARS),
    severity: value.severity,
    confidence: value.confidence,
    provider: llm.provider,
    evidence: value.evidence.map((range) => quote(range, run.reduced.lines)),
  };
  return { diagnosis, usage };
}

/** The excerpt is always the log's own words. */
function quote(range: Omit<Evidence, "excerpt">, lines: readonly LogLine[]): Evidence {
  const { startLine, endLine } = range;
  const excerpt = lines
    .filter(({ n }) => n >= startLine && n <= endLine)
    .map(({ text }) => text)
    .join("\n");
  return { startLine, endLine, reason: cleanLine(range.reason, MAX_REASON_CHARS), excerpt };
}
