import { Octokit } from "@octokit/core";
import { z } from "zod";
import { explainRefusal } from "./explain-refusal.ts";

export interface AppWish {
  /** As people see it; GitHub wants it to be unique. */
  name: string;
  /** Where people reach Pipewright, without a slash at its end. */
  publicUrl: string;
  /** Where GitHub sends the browser back to. */
  redirectUrl: string;
}

/** What GitHub is asked to make: the least that Pipewright needs, and the events it reads. */
export function appManifest({ name, publicUrl, redirectUrl }: AppWish) {
  return {
    name,
    url: publicUrl,
    hook_attributes: { url: `${publicUrl}/api/webhook/github` },
    redirect_url: redirectUrl,
    public: false,
    default_permissions: {
      actions: "write",
      checks: "write",
      contents: "write",
      metadata: "read",
      pull_requests: "write",
    },
    default_events: ["workflow_run", "check_run", "pull_request", "push"],
  };
}

const CreatedApp = z.object({
  id: z.int(),
  html_url: z.url({ protocol: /^https?$/ }),
  pem: z.string().regex(/^-----BEGIN [A-Z ]+-----/),
  webhook_secret: z.string().min(1),
});
export type CreatedApp = z.infer<typeof CreatedApp>;

/** Changes the code that came with the browser for the app's credentials, which GitHub gives this once. @throws UpstreamError */
export async function takeCreatedApp(apiUrl: string, code: string, signal: AbortSignal): Promise<CreatedApp> {
  try {
    const { request } = new Octokit({ baseUrl: apiUrl, userAgent: "pipewright" });
    const { data } = await request("POST /app-manifests/{code}/conversions", { code, request: { signal } });
    return CreatedApp.parse(data);
  } catch (error) {
    signal.throwIfAborted();
    throw explainRefusal(error, new Date(), () => {});
  }
}
