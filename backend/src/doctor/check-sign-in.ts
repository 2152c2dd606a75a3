import { join } from "node:path";
import type { HealthPart } from "@pipewright/contract/health";

export interface SignInSettings {
  /** Whether the token was given in the environment. */
  isGiven: boolean;
  dataDir: string;
  publicUrl: string | undefined;
}

/** How people sign in, and whether what they sign in with is safe on its way. */
export async function checkSignIn({ isGiven, dataDir, publicUrl }: SignInSettings): Promise<HealthPart> {
  const kind = isGiven ? "environment" : "file";
  const where = isGiven ? "PIPEWRIGHT_ADMIN_TOKEN" : join(dataDir, "admin-token");
  const message = `With the admin token of ${where}`;
  if (publicUrl?.startsWith("http:") !== true) return { status: "ok", kind, message };
  return {
    status: "degraded",
    kind,
    message: `${message}, which ${publicUrl} sends unencrypted`,
    advice: "Serve it by HTTPS, and set PIPEWRIGHT_PUBLIC_URL to the https:// address.",
    snippet: `PIPEWRIGHT_PUBLIC_URL=${publicUrl.replace(/^http:/, "https:")}`,
  };
}
