import { createHmac } from "node:crypto";
import { Accepted } from "@pipewright/contract/simulate";
import { failedRunPayload } from "./github-examples.ts";
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
