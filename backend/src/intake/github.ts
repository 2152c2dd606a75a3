import { InvalidFieldError } from "@pipewright/contract/errors";
import type { Signal, WorkspaceSource } from "@pipewright/contract/signal";
import { z } from "zod";

/** One authentic delivery. */
export interface GithubDelivery {
  /** `X-GitHub-Event`. */
  event: string;
  /** `X-GitHub-Delivery`, the same when GitHub delivers again. */
  id: string;
  payload: unknown;
}

export type GithubOutcome = { signal: Signal } | { ignored: string };

/**
 * A completed workflow run that failed becomes a signal; anything else is ignored with a reason for a person.
 * @throws InvalidFieldError when a failed run lacks what we need of it
 */
export function readGithubDelivery({ event, id, payload }: GithubDelivery): GithubOutcome {
  if (event === "ping") return { ignored: "The webhook works. Failed workflow runs will become incidents." };
  if (event !== "workflow_run") return { ignored: `Only workflow_run events are used, not ${event}.` };
  const state = parse(RunState, payload);
  if (state.action !== "completed") return { ignored: `The run is ${state.action}, not completed.` };
  const { conclusion } = state.workflow_run;
  if (conclusion === null || !FAILED_CONCLUSIONS.has(conclusion)) {
    return { ignored: `The run concluded with ${conclusion ?? "nothing"}, which is no failure.` };
  }
  return { signal: toSignal(parse(FailedRun, payload), conclusion, id) };
}

const FAILED_CONCLUSIONS = new Set(["failure", "timed_out", "startup_failure"]);

const RunState = z.object({
  action: z.string(),
  workflow_run: z.object({ conclusion: z.string().nullable() }),
});

const WebAddress = z.url({ protocol: /^https?$/ });

/** Only the fields that are used, so that whatever else GitHub changes does not matter. */
const FailedRun = z.object({
  workflow_run: z.object({
    id: z.int(),
    /** Absent on old GitHub Enterprise servers. */
    run_attempt: z.int().min(1).default(1),
    name: z.string().nullish(),
    html_url: WebAddress,
    head_branch: z.string().nullish(),
    head_sha: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, "must be a commit id"),
    head_commit: z.object({ message: z.string() }).nullish(),
    repository: z.object({ full_name: z.string() }).nullish(),
    /** Null when the fork was deleted. */
    head_repository: z.object({ full_name: z.string(), html_url: WebAddress }).nullish(),
    /** Empty for a pull request from a fork. */
    pull_requests: z.array(z.object({ number: z.int() })).nullish(),
  }),
  workflow: z.object({ name: z.string() }).nullish(),
  repository: z.object({
    full_name: z.string().min(1),
    clone_url: WebAddress,
    default_branch: z.string().optional(),
  }),
});
type FailedRun = z.infer<typeof FailedRun>;

function toSignal(payload: FailedRun, conclusion: string, deliveryId: string): Signal {
  const { workflow_run: run, repository } = payload;
  const pullRequest = run.pull_requests?.[0]?.number;
  return {
    source: "github",
    dedupeKeys: [`github:delivery:${deliveryId}`, `github:run:${repository.full_name}:${run.id}:${run.run_attempt}`],
    repo: repository.full_name,
    branch: run.head_branch ?? "",
    ...(repository.default_branch === undefined ? {} : { defaultBranch: repository.default_branch }),
    commitSha: run.head_sha,
    commitMessage: run.head_commit?.message ?? "",
    workspace: workspaceOf(payload),
    ...(isFork(payload) && { repositoryUrl: repository.clone_url }),
    run: {
      id: run.id,
      attempt: run.run_attempt,
      url: run.html_url,
      workflow: run.name || payload.workflow?.name || "",
      conclusion,
      fork: isFork(payload),
      ...(pullRequest !== undefined && { pullRequest }),
    },
  };
}

/** A repository that cannot be named is somebody else's. */
function isFork({ workflow_run: run, repository }: FailedRun): boolean {
  return run.head_repository?.full_name !== (run.repository ?? repository).full_name;
}

/** A fork's commit is only in the fork. */
function workspaceOf(payload: FailedRun): WorkspaceSource {
  const { workflow_run: run, repository } = payload;
  if (!isFork(payload)) return { kind: "git", url: repository.clone_url, commit: run.head_sha };
  if (!run.head_repository)
    return { kind: "empty", reason: "The fork that the commit belongs to does not exist any more." };
  return { kind: "git", url: `${run.head_repository.html_url}.git`, commit: run.head_sha };
}

function parse<T extends z.ZodType>(schema: T, payload: unknown): z.output<T> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new InvalidFieldError(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
}
