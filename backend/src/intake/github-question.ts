import type { Signal } from "@pipewright/contract/signal";
import { z } from "zod";
import { readCheckSignal } from "./github-check.ts";
import { type GithubRepository, isFailure, parsePayload, readRunSignal } from "./github-run.ts";

/** What must be asked of GitHub before a delivery can be judged: it does not say of which run, or whether of a fork. */
export interface GithubQuestion {
  deliveryId: string;
  repository: GithubRepository;
  /** How the delivery said that it ended. */
  conclusion: string;
  about:
    | { kind: "run"; runId: number; attempt?: number | undefined }
    | { kind: "suite"; suiteId: number }
    | { kind: "check"; payload: unknown; checkId: number; annotations: number };
}

export type GithubAnswer = { signal: Signal } | { ignored: string };

/** The JSON at an address below a repository, e.g. `/actions/runs/7`. */
export type AskRepository = (repo: string, path: string, signal: AbortSignal) => Promise<unknown>;

/** Asks GitHub, and makes a signal of its answer. @throws what `ask` throws; InvalidFieldError */
export async function answerQuestion(
  question: GithubQuestion,
  ask: AskRepository,
  signal: AbortSignal,
): Promise<GithubAnswer> {
  const { about, repository } = question;
  const repo = repository.full_name;
  switch (about.kind) {
    case "run":
      return judgeRun(question, parsePayload(Run, await ask(repo, `/actions/runs/${about.runId}`, signal)));
    case "suite": {
      const path = `/actions/runs?check_suite_id=${about.suiteId}&per_page=1`;
      const [run] = parsePayload(Runs, await ask(repo, path, signal)).workflow_runs;
      return run ? judgeRun(question, run) : { ignored: "No workflow run belongs to the check suite." };
    }
    case "check": {
      const path = `/check-runs/${about.checkId}/annotations?per_page=${ANNOTATIONS_MAX}`;
      const annotations = about.annotations > 0 ? await ask(repo, path, signal) : [];
      return { signal: readCheckSignal(about.payload, annotations, question.deliveryId) };
    }
  }
}

const ANNOTATIONS_MAX = 50;

const Run = z.looseObject({
  id: z.int(),
  run_attempt: z.int().min(1).default(1),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
});
type Run = z.infer<typeof Run>;
const Runs = z.object({ workflow_runs: z.array(Run) });

/** A job may fail in a run that passes, or that goes on. */
function judgeRun({ about, conclusion, repository, deliveryId }: GithubQuestion, run: Run): GithubAnswer {
  const attempt = about.kind === "run" ? about.attempt : undefined;
  const isOver = run.status === "completed" && (attempt === undefined || attempt === run.run_attempt);
  if (isOver && !isFailure(run.conclusion)) {
    return { ignored: `The run concluded with ${run.conclusion ?? "nothing"}, which is no failure.` };
  }
  const workflow_run = {
    ...run,
    run_attempt: attempt ?? run.run_attempt,
    conclusion: isOver ? run.conclusion : conclusion,
  };
  return { signal: readRunSignal({ workflow_run, repository }, deliveryId) };
}
