import type { Signal } from "@pipewright/contract/signal";
import { z } from "zod";
import type { GithubQuestion } from "./github-question.ts";
import { GithubRepository, isFailure, parsePayload, readRunSignal } from "./github-run.ts";

/** One authentic delivery. */
export interface GithubDelivery {
  /** `X-GitHub-Event`. */
  event: string;
  /** `X-GitHub-Delivery`, the same when GitHub delivers again. */
  id: string;
  payload: unknown;
}

export type GithubOutcome = { signal: Signal } | { ignored: string } | { question: GithubQuestion };

/**
 * A completed workflow run that failed becomes a signal. A failed job, check or check suite becomes a question to GitHub, because
 * it does not say enough of its run. Anything else is ignored with a reason for a person.
 * @throws InvalidFieldError when a failure lacks what we need of it
 */
export function readGithubDelivery(delivery: GithubDelivery): GithubOutcome {
  const { event, payload } = delivery;
  if (event === "ping") return { ignored: "The webhook works. Failed workflow runs will become incidents." };
  if (!isUsed(event)) {
    return { ignored: `Only ${USED.join(", ")} events are used, not ${event}.` };
  }
  const { action, [event]: told } = parsePayload(State, payload);
  const { noun } = NOUNS[event];
  if (action !== "completed") return { ignored: `The ${noun} is ${action}, not completed.` };
  const conclusion = told?.conclusion;
  if (!isFailure(conclusion)) {
    return { ignored: `The ${noun} concluded with ${conclusion ?? "nothing"}, which is no failure.` };
  }
  return NOUNS[event].read(delivery, conclusion);
}

const NOUNS = {
  workflow_run: { noun: "run", read: ({ payload, id }: GithubDelivery) => ({ signal: readRunSignal(payload, id) }) },
  workflow_job: { noun: "job", read: readJob },
  check_run: { noun: "check", read: readCheck },
  check_suite: { noun: "check suite", read: readSuite },
} as const;
type UsedEvent = keyof typeof NOUNS;
const USED = Object.keys(NOUNS);

function isUsed(event: string): event is UsedEvent {
  return Object.hasOwn(NOUNS, event);
}

const Ended = z.object({ conclusion: z.string().nullish() }).optional();
const State = z.object({
  action: z.string(),
  workflow_run: Ended,
  workflow_job: Ended,
  check_run: Ended,
  check_suite: Ended,
});

const FailedJob = z.object({
  workflow_job: z.object({ run_id: z.int(), run_attempt: z.int().min(1).optional() }),
  repository: GithubRepository,
});

function readJob({ payload, id }: GithubDelivery, conclusion: string): GithubOutcome {
  const { workflow_job: job, repository } = parsePayload(FailedJob, payload);
  const about = { kind: "run", runId: job.run_id, attempt: job.run_attempt } as const;
  return { question: { deliveryId: id, repository, conclusion, about } };
}

const App = z.object({ slug: z.string().nullish() }).nullish();
const ACTIONS = "github-actions";
/** `https://github.com/acme/shop/actions/runs/4812/job/21`; older servers: `/runs/21`, which is the job alone. */
const RUN_ADDRESS = /\/actions\/runs\/(\d+)(?:\/|$)/;
/** Names the checks that Pipewright writes itself. */
const OUR_CHECK = /^pipewright\b/i;

const FailedCheck = z.object({
  check_run: z.object({
    id: z.int(),
    name: z.string(),
    details_url: z.string().nullish(),
    output: z.object({ annotations_count: z.int().nullish() }).nullish(),
    app: App,
    check_suite: z.object({ id: z.int() }).nullish(),
  }),
  repository: GithubRepository,
});

function readCheck({ payload, id }: GithubDelivery, conclusion: string): GithubOutcome {
  const { check_run: check, repository } = parsePayload(FailedCheck, payload);
  if (OUR_CHECK.test(check.name)) return { ignored: "The check is Pipewright's own." };
  const question = { deliveryId: id, repository, conclusion };
  const runId = RUN_ADDRESS.exec(check.details_url ?? "")?.[1];
  if (runId !== undefined) return { question: { ...question, about: { kind: "run", runId: Number(runId) } } };
  if (check.app?.slug === ACTIONS && check.check_suite) {
    return { question: { ...question, about: { kind: "suite", suiteId: check.check_suite.id } } };
  }
  const annotations = check.output?.annotations_count ?? 0;
  return { question: { ...question, about: { kind: "check", payload, checkId: check.id, annotations } } };
}

const FailedSuite = z.object({
  check_suite: z.object({ id: z.int(), app: App }),
  repository: GithubRepository,
});

function readSuite({ payload, id }: GithubDelivery, conclusion: string): GithubOutcome {
  const { check_suite: suite, repository } = parsePayload(FailedSuite, payload);
  if (suite.app?.slug !== ACTIONS) {
    return {
      ignored: `The check suite belongs to ${suite.app?.slug ?? "another app"}, whose checks are told one by one.`,
    };
  }
  return { question: { deliveryId: id, repository, conclusion, about: { kind: "suite", suiteId: suite.id } } };
}
