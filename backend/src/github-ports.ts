import { UpstreamError } from "@pipewright/contract/errors";
import type { Config } from "./config.ts";
import type { GitHub } from "./github/github.ts";

/** The password for git to clone an address with; undefined where it gets none. */
export type CloneToken = (url: string, signal: AbortSignal) => Promise<string | undefined>;

/** Only repositories on the GitHub server that is configured are cloned with its credentials, whatever address a report names. */
export function createCloneToken({ serverUrl }: Config["github"], github: GitHub | undefined): CloneToken {
  return async (url, signal) => {
    const repo = repositoryOn(serverUrl, url);
    if (github === undefined || repo === undefined) return undefined;
    try {
      return (await github.gitCredential(repo, signal, "read")).password;
    } catch (error) {
      // A public repository can be cloned all the same.
      if (error instanceof UpstreamError && !error.retryable) return undefined;
      throw error;
    }
  };
}

const OWNER_AND_NAME = /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/;

function repositoryOn(serverUrl: string, url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, pathname } = new URL(url);
  const server = new URL(serverUrl);
  const base = server.pathname.replace(/\/$/, "");
  if (origin !== server.origin || !pathname.startsWith(base)) return undefined;
  return OWNER_AND_NAME.exec(pathname.slice(base.length))?.[1];
}
