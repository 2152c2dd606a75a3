import type { GitHub } from "./github.ts";
import { REQUEST_TIMEOUT_MS } from "./make-octokit.ts";
import { signInAsApp } from "./sign-in-as-app.ts";
import { signInWithToken } from "./sign-in-with-token.ts";

export interface GitHubSettings {
  apiUrl: string;
  serverUrl: string;
  token?: string | undefined;
  /** An app goes before a token. */
  app?: { id: string; privateKey: string } | undefined;
  /** For one answer. ms. */
  timeoutMs?: number | undefined;
}

/** GitHub as it is configured; undefined when neither an app nor a token is. Nothing is asked yet. */
export function createGitHub(
  { apiUrl, serverUrl, token, app, timeoutMs = REQUEST_TIMEOUT_MS }: GitHubSettings,
  now: () => Date,
): GitHub | undefined {
  if (app !== undefined) return signInAsApp({ apiUrl, serverUrl, timeoutMs, ...app }, now);
  return token === undefined ? undefined : signInWithToken({ apiUrl, token, timeoutMs }, now);
}
