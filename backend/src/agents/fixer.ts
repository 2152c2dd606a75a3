import { UpstreamError } from "@pipewright/contract/errors";
import { FixDraft } from "@pipewright/contract/fix";
import type { ReducedLog } from "@pipewright/contract/reduced-log";
import type { AgentOptions, ModelUsage } from "./agent-options.ts";
import { checkPatch } from "./check-patch.ts";
import { findScriptProblem } from "./check-script.ts";
import { cleanLine, cleanProse } from "./clean-text.ts";
import { editAsPatch } from "./edit-as-patch.ts";
import { createFence, type Fence } from "./fence-data.ts";
import { findSecretProblem, type Redact } from "./find-secret.ts";
import { FixAnswer, type FixFacts, fixData, fixSystemPrompt, showFiles } from "./fix-question.ts";
import { diagnoseWithKnowledge } from "./knowledge/diagnose-with-knowledge.ts";
import { rankFixes } from "./knowledge/rank-fixes.ts";
import type { Llm } from "./llm.ts";
import type { ProposedBefore } from "./proposed-before.ts";
import { sameFix } from "./same-fix.ts";
import type { SourceFile } from "./source-file.ts";

/** `before` is there when another fix than those is asked for, `policy` when the repository has one. */
export interface FixRequest extends FixFacts {
  repo: string;
  branch: string;
  /** Files that the evidence names, and what they import, as far as the workspace has them. */
  files: readonly SourceFile[];
}

export interface Proposed {
  fix: FixDraft;
  /** Present when a model was asked and its answer taken. */
  usage?: ModelUsage;
}

export interface Fixer {
  /** Never fails because of a model: without a usable answer the fix is knowledge's. @throws the signal's reason */
  propose(request: FixRequest, options: AgentOptions): Promise<Proposed>;
  /** Files that a known fix would change; with them at hand, `propose` shows the change itself. */
  filesToEdit(reduced: ReducedLog): string[];
  /** Whether `propose` can come up with anything but these. */
  knowsAnother(reduced: ReducedLog, before: readonly FixDraft[]): boolean;
}

export interface FixerParts {
  llm: Llm | null;
  redact: Redact;
  newFence?: () => Fence;
  knowledge?: typeof diagnoseWithKnowledge;
}

const MAX_SUMMARY_CHARS = 200;
const MAX_WHY_CHARS = 2000;
const MAX_UNDO_CHARS = 500;

/** Proposes a fix: knowledge's where a rule has one that fits the diagnosis, else a model's, checked; else `manual`. */
export function createFixer({
  llm,
  redact,
  newFence = createFence,
  knowledge = diagnoseWithKnowledge,
}: FixerParts): Fixer {
  return {
    async propose(request, options) {
      const known = knowledge(request.reduced);
      const fits = request.before === undefined && known.diagnosis.category === request.diagnosis.category;
      const ownFix = () =>
        request.before === undefined
          ? editAsPatch(known, request.files)
          : nextBest(request.reduced, request.before, options);
      if (llm === null || (fits && known.fix.kind !== "manual")) return { fix: ownFix() };
      try {
        return await askModel({ llm, redact, fence: newFence() }, request, known.fix.command, options);
      } catch (thrown) {
        options.signal.throwIfAborted();
        if (!(thrown instanceof UpstreamError)) throw thrown;
        options.onNote(`${thrown.message}; the fix is by the knowledge engine.`, { code: thrown.code });
        return { fix: ownFix() };
      }
    },
    filesToEdit(reduced) {
      const { edit } = knowledge(reduced);
      return edit === undefined ? [] : [edit.file];
    },
    knowsAnother: (reduced, before) => llm !== null || rankFixes(reduced, before).length > 0,
  };
}

/** The likeliest rule's fix that was not proposed yet; without one, the last proposal once more. */
function nextBest(reduced: ReducedLog, { fixes }: ProposedBefore, { onNote }: AgentOptions): FixDraft {
  const [best] = rankFixes(reduced, fixes);
  if (best !== undefined) return best;
  onNote("No rule knows another fix; the last one is put up once more.");
  return FixDraft.parse(fixes.at(-1));
}

async function askModel(
  { llm, redact, fence }: { llm: Llm; redact: Redact; fence: Fence },
  { files, ...facts }: FixRequest,
  command: string | undefined,
  options: AgentOptions,
): Promise<Proposed> {
  const { reduced, diagnosis, before } = facts;
  const shown = showFiles(files);
  const { value, usage } = await llm.generate({
    system: fixSystemPrompt(fence, facts.policy),
    data: fixData(facts, shown, fence),
    schema: FixAnswer,
    schemaName: "fix",
    check: (answer) => {
      const content = readContent(answer, shown);
      if ("problem" in content) return content.problem;
      return findSecretProblem(content, redact) ?? findRepetition({ kind: answer.kind, ...content }, before);
    },
    ...options,
  });
  const content = readContent(value, shown);
  if ("problem" in content) throw new TypeError("An answer that was checked has become unusable.");
  const undo = value.undo === undefined ? "" : cleanProse(value.undo, MAX_UNDO_CHARS);
  const failing = command ?? reduced.failingStep?.command;
  const fix: FixDraft = {
    kind: value.kind,
    summary: cleanLine(value.summary, MAX_SUMMARY_CHARS) || diagnosis.title,
    why: cleanProse(value.why, MAX_WHY_CHARS),
    ...content,
    ...(undo === "" ? {} : { undo }),
    network: value.kind === "script" && value.network,
    ...(failing === undefined ? {} : { command: failing }),
    provider: llm.provider,
  };
  return { fix, usage };
}

function findRepetition(fix: Pick<FixDraft, "kind" | "script" | "patch">, before: ProposedBefore | undefined) {
  const isAdvice = fix.kind === "manual" || fix.kind === "wait";
  const isKnown = !isAdvice && before?.fixes.some((other) => sameFix(fix, other));
  return isKnown ? "this fix was proposed before and is not wanted; propose a different one" : undefined;
}

/** The script or the patch that the answer's kind needs, as it will be run; or what is wrong with it. */
function readContent(
  answer: FixAnswer,
  files: readonly SourceFile[],
): { script?: string; patch?: string } | { problem: string } {
  if (answer.kind === "script") {
    const script = answer.script?.replace(/\r\n/g, "\n").trim() ?? "";
    if (script === "") return { problem: "kind is script, but script is empty" };
    const problem = findScriptProblem(script);
    return problem === undefined ? { script: `${script}\n` } : { problem };
  }
  if (answer.kind === "patch") {
    const checked = checkPatch(answer.patch ?? "", files);
    return checked.ok ? { patch: checked.patch } : { problem: checked.problem };
  }
  return {};
}
