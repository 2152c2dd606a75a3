import { InvalidFieldError } from "@pipewright/contract/errors";
import type { Signal, WorkspaceSource } from "@pipewright/contract/signal";
import { z } from "zod";

export const WebAddress = z.url({ protocol: /^https?$/ });

export const CommitId = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, "must be a commit id");

export const GithubRepository = z.object({
  full_name: z.string().regex(/^[\w.-]+\/(?!\.{1,2}$)[\w.-]+$/, "must be owner/name"),
  clone_url: WebAddress,
  default_branch: z.string().optional(),
});
export type GithubRepository = z.infer<typeof GithubRepository>;

/** Only the fields that are used, so that whatever else GitHub changes does not matter. */
const FailedRun = z.object({
  workflow_run: z.object({
    id: z.int(),
    /** Absent on old GitHub Enterprise servers. */
    run_attempt: z.int().min(1).default(1),
    conclusion: z.string(),
    name: z.string().nullish(),
    workflow_id: z.int().optional(),
    html_url: WebAddress,
    head_branch: z.string().nullish(),
    head_sha: CommitId,
    head_commit: z.object({ message: z.string() }).nullish(),
    repository: z.object({ full_name: z.string() }).nullish(),
    /** Null when the fork was deleted. */
    head_repository: z.object({ full_name: z.string(), html_url: WebAddress }).nullish(),
    /** Empty for a pull request from a fork. */
    pull_requests: z.array(z.object({ number: z.int() })).nullish(),
  }),
  workflow: z.object({ name: z.string() }).nullish(),
  repository: GithubRepository,
});
type FailedRun = z.infer<typeof FailedRun>;

/** A run that failed, as a delivery or the API tells of it. @throws InvalidFieldError when it lacks what we need of it */
export function readRunSignal(told: unknown, deliveryId: string): Signal {
  const payload = parsePayload(FailedRun, told);
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
      conclusion: run.conclusion,
      fork: isFork(payload),
      ...(run.workflow_id !== undefined && { workflowId: run.workflow_id }),
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
  return { kind: "git", url: `${run.head_repository.html_url}.git`, commit: run.head_sha, fork: true };
}

const FAILED_CONCLUSIONS = new Set(["failure", "timed_out", "startup_failure"]);

export function isFailure(conclusion: string | null | undefined): conclusion is string {
  return typeof conclusion === "string" && FAILED_CONCLUSIONS.has(conclusion);
}

/** @throws InvalidFieldError that names each field */
export function parsePayload<T extends z.ZodType>(schema: T, payload: unknown): z.output<T> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new InvalidFieldError(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
}
