import { createAppAuth } from "@octokit/auth-app";
import type { Octokit } from "@octokit/core";
import { createInstallationFinder } from "./find-installation.ts";
import type { GitHub, GitIdentity } from "./github.ts";
import { keepCredentials } from "./keep-credentials.ts";
import { makeOctokit } from "./make-octokit.ts";
import { createRateLimits } from "./rate-limits.ts";
import { readBotIdentity } from "./read-bot-identity.ts";

const TOKEN_USER = "x-access-token";

export interface AppSettings {
  apiUrl: string;
  serverUrl: string;
  id: string;
  /** PEM. */
  privateKey: string;
  /** For one answer. ms. */
  timeoutMs: number;
}

/** GitHub as an app: a token for each installation, made anew before it ends. */
export function signInAsApp({ apiUrl, serverUrl, id, privateKey, timeoutMs }: AppSettings, now: () => Date): GitHub {
  const limits = createRateLimits(now);
  const common = { apiUrl, limits, timeoutMs, now };
  const app = makeOctokit({ ...common, identity: strategy({ appId: id, privateKey }), account: `app ${id}` });
  const installationOf = createInstallationFinder(app, now);
  const clients = new Map<number, Octokit>();
  const credentials = keepCredentials(now);
  let identity: GitIdentity | undefined;

  function clientOf(installationId: number): Octokit {
    const auth = { appId: id, privateKey, installationId };
    const client =
      clients.get(installationId) ??
      makeOctokit({ ...common, identity: strategy(auth), account: `installation ${installationId}` });
    clients.set(installationId, client);
    return client;
  }

  return {
    kind: "app",
    octokitFor: async (repo, signal) => clientOf(await installationOf(repo, signal)),

    gitCredential: (repo, signal, access = "write") =>
      credentials(`${repo} ${access}`, async () => {
        const { data } = await app.request("POST /app/installations/{installation_id}/access_tokens", {
          installation_id: await installationOf(repo, signal),
          repositories: [repo.split("/")[1] ?? ""],
          permissions: { contents: access },
          request: { signal },
        });
        return { username: TOKEN_USER, password: data.token, expiresAt: new Date(data.expires_at) };
      }),

    async identity(signal) {
      const anybody = () => makeOctokit({ ...common, identity: {}, account: "nobody" });
      identity ??= await readBotIdentity(app, anybody(), serverUrl, signal);
      return identity;
    },

    rateLimits: limits.list,

    async check(signal) {
      const { data } = await app.request("GET /app", { request: { signal } });
      return { ...(data && { app: data.name }), limits: limits.list() };
    },
  };
}

function strategy(auth: object): object {
  return { authStrategy: createAppAuth, auth };
}
