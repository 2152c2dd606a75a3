import { createHmac } from "node:crypto";
import { Accepted } from "@pipewright/contract/simulate";
import { z } from "zod";
import { failedRunPayload, githubExamples } from "./github-examples.ts";
import type { TestServer } from "./start-test-server.ts";

export const WEBHOOK_SECRET = "delivery-secret";

/** Sends a signed delivery as GitHub does. */
export function sendDelivery(
  to: TestServer,
  event: string,
  payload: object,
  id = crypto.randomUUID(),
): Promise<Response> {
  const body = JSON.stringify(payload);
  const signature = createHmac("sha256", WEBHOOK_SECRET).update(body).digest("hex");
  const headers = {
    authorization: "",
    "x-github-event": event,
    "x-github-delivery": id,
    "x-hub-signature-256": `sha256=${signature}`,
  };
  return to.call("/api/webhook/github", undefined, { method: "POST", body, headers });
}

/** Tells of a failed run; gives the id of its incident. */
export async function tellOfFailure(to: TestServer, payload: object): Promise<string> {
  const answer = await sendDelivery(to, "workflow_run", payload);
  return Accepted.parse(await answer.json()).eventId;
}

/** A real `workflow_run` payload of a run that failed, in a repository of the stand-in. */
export function failureIn(fullName: string, serverUrl: string, run: Record<string, unknown>): object {
  const url = `${serverUrl}/${fullName}`;
  const repository = { full_name: fullName, html_url: url, clone_url: `${url}.git`, default_branch: "main" };
  return {
    ...failedRunPayload({
      run_attempt: 1,
      workflow_id: 3,
      head_branch: "main",
      pull_requests: [],
      repository,
      head_repository: repository,
      ...run,
    }),
    repository,
  };
}

/** A real `pull_request` payload of one that was closed, or opened again; `ref` is its branch. */
export function endedPullRequest(
  fullName: string,
  { ref = "revert-300-pipewright/65f0", ...fields }: { ref?: string | undefined; [field: string]: unknown },
  action = "closed",
): object {
  const example = githubExamples("pull_request").find((each) => each.action === "closed");
  const base = z.record(z.string(), z.unknown()).parse(example?.pull_request);
  const repository = { full_name: fullName };
  const head = { ref, repo: repository };
  return { ...example, action, repository, pull_request: { ...base, head, base: { ref: "main" }, ...fields } };
}

/** A real `push` payload with commits of these messages. */
export function pushOf(fullName: string, branch: string, ...messages: string[]): object {
  const [example] = githubExamples("push");
  const commits = messages.map((message) => ({ message }));
  return { ...example, ref: `refs/heads/${branch}`, commits, repository: { full_name: fullName } };
}
