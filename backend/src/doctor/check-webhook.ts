import { errorMessage } from "@pipewright/contract/errors";
import { Health, type HealthPart } from "@pipewright/contract/health";

export interface WebhookSettings {
  /** Whether there is a secret; what it is, nobody here needs to know. */
  hasSecret: boolean;
  /** Where the server is reached from outside. */
  publicUrl: string | undefined;
  /** True when the server listens for this machine alone. */
  isLocal: boolean;
  /** A new one to propose, always the same so that it can be copied in peace. */
  proposedSecret: string;
}

/** Whether GitHub's deliveries can come in and are verified. The public address is tried from this machine. */
export async function checkWebhook(settings: WebhookSettings, signal: AbortSignal): Promise<HealthPart> {
  const { hasSecret, publicUrl, isLocal, proposedSecret } = settings;
  if (!hasSecret) {
    return {
      status: "degraded",
      kind: "none",
      message: "GitHub is not connected: without a secret its deliveries are refused",
      advice: "Set GITHUB_WEBHOOK_SECRET, start Pipewright again, and give GitHub the same secret.",
      snippet: `GITHUB_WEBHOOK_SECRET=${proposedSecret}`,
    };
  }
  if (publicUrl !== undefined) return tryPublicUrl(publicUrl, signal);
  if (!isLocal) return { status: "ok", kind: "github", message: "Deliveries are verified" };
  return {
    status: "degraded",
    kind: "github",
    message: "Deliveries are verified, but this server listens for its own machine alone",
    advice: "Put a proxy or a tunnel before it, and set PIPEWRIGHT_PUBLIC_URL to the address that GitHub can reach.",
    snippet: "PIPEWRIGHT_PUBLIC_URL=https://pipewright.example.com",
  };
}

async function tryPublicUrl(publicUrl: string, signal: AbortSignal): Promise<HealthPart> {
  const why = await whyUnreachable(publicUrl, signal);
  if (why === undefined) {
    return { status: "ok", kind: "github", message: `Deliveries are verified; ${publicUrl} leads here` };
  }
  return {
    status: "degraded",
    kind: "github",
    message: `Deliveries are verified, but ${publicUrl} does not lead here: ${why}`,
    advice:
      "Check the proxy or tunnel, and PIPEWRIGHT_PUBLIC_URL. From inside, the address may not be reachable at all.",
  };
}

async function whyUnreachable(publicUrl: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(new URL("/health", publicUrl), { signal });
    const isOurs = Health.safeParse(await response.json().catch(() => undefined)).success;
    return isOurs ? undefined : `something else answers, with HTTP ${response.status}`;
  } catch (error) {
    return signal.aborted ? "no answer in time" : errorMessage(error);
  }
}
