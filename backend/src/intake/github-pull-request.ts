import type { DeliveryNews } from "@pipewright/contract/delivery-news";
import { z } from "zod";
import { readReverts } from "./github-revert.ts";
import { parsePayload } from "./github-run.ts";

const OUR_BRANCH = /^pipewright\/[\w-]+$/;
/** Of one push; each is looked up. */
const REVERTS_MAX = 50;

const PullRequestEvent = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.int(),
    merged: z.boolean().nullish(),
    merge_commit_sha: z.string().nullish(),
    title: z.string(),
    body: z.string().nullish(),
    head: z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
    base: z.object({ ref: z.string() }),
  }),
  repository: z.object({ full_name: z.string() }),
  sender: z.object({ login: z.string() }).nullish(),
});
type PullRequestEvent = z.infer<typeof PullRequestEvent>;

const PushEvent = z.object({
  ref: z.string(),
  commits: z.array(z.object({ message: z.string() })).default([]),
  repository: z.object({ full_name: z.string() }),
  sender: z.object({ login: z.string() }).nullish(),
});

const PassedRun = z.object({
  action: z.literal("completed"),
  workflow_run: z.object({ id: z.int(), run_attempt: z.int().min(2), conclusion: z.literal("success") }),
  repository: z.object({ full_name: z.string() }),
});

/** What deliveries say of what Pipewright delivered; empty when they are about something else. @throws InvalidFieldError */
export function readDeliveryNews({ event, payload }: { event: string; payload: unknown }): DeliveryNews[] {
  if (event === "pull_request") return readPullRequest(parsePayload(PullRequestEvent, payload));
  if (event === "push") return readPush(parsePayload(PushEvent, payload));
  const passed = event === "workflow_run" ? PassedRun.safeParse(payload).data : undefined;
  if (passed === undefined) return [];
  const { repository, workflow_run: run } = passed;
  return [{ kind: "run_passed", repo: repository.full_name, runId: run.id, attempt: run.run_attempt }];
}

function readPullRequest(told: PullRequestEvent): DeliveryNews[] {
  const { action, pull_request: pull, repository, sender } = told;
  if (action !== "closed" && action !== "reopened") return [];
  const repo = repository.full_name;
  const by = sender ? { by: sender.login } : {};
  // A fork may name its branches as it likes.
  if (pull.head.repo?.full_name === repo && OUR_BRANCH.test(pull.head.ref)) {
    const merged = pull.merged && pull.merge_commit_sha ? { mergeCommit: pull.merge_commit_sha } : {};
    return [{ kind: "pull_request", repo, number: pull.number, fate: fateOf(told), ...merged, ...by }];
  }
  if (!pull.merged) return [];
  const said = { title: pull.title, body: pull.body ?? "" };
  return readReverts(repo, said).map((of) => ({ kind: "reverted", repo, branch: pull.base.ref, of, ...by }));
}

function fateOf({ action, pull_request: { merged } }: PullRequestEvent): "merged" | "closed" | "reopened" {
  if (action === "reopened") return "reopened";
  return merged ? "merged" : "closed";
}

function readPush({ ref, commits, repository, sender }: z.infer<typeof PushEvent>): DeliveryNews[] {
  const [, branch] = /^refs\/heads\/(.+)$/.exec(ref) ?? [];
  if (branch === undefined) return [];
  const repo = repository.full_name;
  const by = sender ? { by: sender.login } : {};
  return commits
    .flatMap(({ message }) => {
      const [title = "", ...body] = message.split("\n");
      return readReverts(repo, { title: title.trimEnd(), body: body.join("\n") });
    })
    .slice(-REVERTS_MAX)
    .map((of) => ({ kind: "reverted", repo, branch, of, ...by }));
}
