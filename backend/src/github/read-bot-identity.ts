import type { Octokit } from "@octokit/core";
import type { GitIdentity } from "./github.ts";

/** The app's bot, written as GitHub writes it, so that its commits bear the app's picture. `anybody` is a client that is not signed in. */
export async function readBotIdentity(
  app: Octokit,
  anybody: Octokit,
  serverUrl: string,
  signal: AbortSignal,
): Promise<GitIdentity> {
  const { data } = await app.request("GET /app", { request: { signal } });
  const name = `${data?.slug ?? "pipewright"}[bot]`;
  const address = `${name}@users.noreply.${new URL(serverUrl).hostname}`;
  const id = await idOf(name, anybody, signal);
  return { name, email: id === undefined ? address : `${id}+${address}` };
}

/** An app may not ask this for itself. A server that lets nobody ask costs the picture, no more. */
async function idOf(username: string, anybody: Octokit, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { data } = await anybody.request("GET /users/{username}", { username, request: { signal } });
    return String(data.id);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
