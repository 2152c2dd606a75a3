import { z } from "zod";
import { parsePayload } from "./github-run.ts";

/** What became of a branch of ours. */
export interface PullRequestOutcome {
  repo: string;
  outcome: "merged" | "closed" | "reverted";
  /** `pipewright/<incident>`; absent where only the number is known. */
  branch?: string;
  number?: number;
  /** Who did it, as GitHub names them. */
  by?: string;
}

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

/** What deliveries of `pull_request` and `push` say of our own branches; empty when they are about something else. @throws InvalidFieldError */
export function readPullRequestDelivery({ event, payload }: { event: string; payload: unknown }): PullRequestOutcome[] {
  if (event === "pull_request") return readPullRequest(parsePayload(PullRequestEvent, payload));
  if (event === "push") return readPush(parsePayload(PushEvent, payload));
  return [];
}

function readPullRequest({
  action,
  pull_request: pull,
  repository,
  sender,
}: z.infer<typeof PullRequestEvent>): PullRequestOutcome[] {
  if (action !== "closed") return [];
  const about = { repo: repository.full_name, ...(sender && { by: sender.login }) };
  // A fork may name its branches as it likes.
  if (pull.head.repo?.full_name === repository.full_name && OUR_BRANCH.test(pull.head.ref)) {
    return [{ ...about, outcome: pull.merged ? "merged" : "closed", branch: pull.head.ref, number: pull.number }];
  }
  const number = /^Reverts (?:[\w.-]+\/[\w.-]+)?#(\d+)\s*$/m.exec(pull.body ?? "")?.[1];
  const isRevert =
    pull.merged === true && number !== undefined && /^(?:revert-\d+-|Revert )/.test(pull.head.ref + pull.title);
  return isRevert ? [{ ...about, outcome: "reverted", number: Number(number) }] : [];
}

/** `git revert` of a merge: `Revert "Merge pull request #12 from acme/pipewright/65f0"`, or of a squash: `Revert "... (#12)"`. */
function readPush({ ref, commits, repository, sender }: z.infer<typeof PushEvent>): PullRequestOutcome[] {
  if (ref !== `refs/heads/${repository.default_branch ?? "main"}`) return [];
  return commits.flatMap(({ message }): PullRequestOutcome[] => {
    const reverted = /^Revert "(.*)"$/m.exec(message.split("\n")[0] ?? "")?.[1];
    const number = reverted && /(?:^Merge pull request #|\(#)(\d+)/.exec(reverted)?.[1];
    if (!number) return [];
    const branch = /\bfrom [^/\s]+\/(pipewright\/[\w-]+)/.exec(reverted)?.[1];
    const by = sender && { by: sender.login };
    return [
      { repo: repository.full_name, outcome: "reverted", number: Number(number), ...(branch && { branch }), ...by },
    ];
  });
}
