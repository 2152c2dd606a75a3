import type { DeliveryNews } from "@pipewright/contract/delivery-news";
import { z } from "zod";
import { parsePayload } from "./github-run.ts";

const OUR_BRANCH = /^pipewright\/[\w-]+$/;

const PullRequestEvent = z.object({
  action: z.string(),
  pull_request: z.object({
    number: z.int(),
    merged: z.boolean().nullish(),
    title: z.string(),
    body: z.string().nullish(),
    head: z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }).nullish() }),
  }),
  repository: z.object({ full_name: z.string() }),
  sender: z.object({ login: z.string() }).nullish(),
});

const PushEvent = z.object({
  ref: z.string(),
  commits: z.array(z.object({ message: z.string() })).default([]),
  repository: z.object({ full_name: z.string(), default_branch: z.string().nullish() }),
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

function readPullRequest({
  action,
  pull_request: pull,
  repository,
  sender,
}: z.infer<typeof PullRequestEvent>): DeliveryNews[] {
  if (action !== "closed") return [];
  const about = { kind: "pull_request", repo: repository.full_name, ...(sender && { by: sender.login }) } as const;
  // A fork may name its branches as it likes.
  if (pull.head.repo?.full_name === repository.full_name && OUR_BRANCH.test(pull.head.ref)) {
    return [{ ...about, fate: pull.merged ? "merged" : "closed", number: pull.number }];
  }
  const number = /^Reverts (?:[\w.-]+\/[\w.-]+)?#(\d+)\s*$/m.exec(pull.body ?? "")?.[1];
  const isRevert =
    pull.merged === true && number !== undefined && /^(?:revert-\d+-|Revert )/.test(pull.head.ref + pull.title);
  return isRevert ? [{ ...about, fate: "reverted", number: Number(number) }] : [];
}

/** `git revert` of a merge: `Revert "Merge pull request #12 from acme/pipewright/65f0"`, or of a squash: `Revert "... (#12)"`. */
function readPush({ ref, commits, repository, sender }: z.infer<typeof PushEvent>): DeliveryNews[] {
  if (ref !== `refs/heads/${repository.default_branch ?? "main"}`) return [];
  return commits.flatMap(({ message }): DeliveryNews[] => {
    const reverted = /^Revert "(.*)"$/m.exec(message.split("\n")[0] ?? "")?.[1];
    const number = reverted && /(?:^Merge pull request #|\(#)(\d+)/.exec(reverted)?.[1];
    if (!number) return [];
    const by = sender && { by: sender.login };
    return [{ kind: "pull_request", repo: repository.full_name, fate: "reverted", number: Number(number), ...by }];
  });
}
