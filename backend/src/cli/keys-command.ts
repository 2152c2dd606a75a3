import { ApiKey, CreatedApiKey } from "@pipewright/contract/api-keys";
import { z } from "zod";
import type { Config } from "../config.ts";
import { findServer } from "./ask-server.ts";

interface ServerOption {
  url?: string;
}

const PATH = "/api/dashboard/keys";

/** `pipewright keys create`: the key is the last line, and is printed this once. @throws PipewrightError, UpstreamError */
export async function createKey(
  { url, repo, name }: ServerOption & { repo: string; name?: string },
  config: Config,
): Promise<string> {
  const { ask } = await findServer(url, config);
  const { id, key } = CreatedApiKey.parse(await ask(PATH, { body: { repo, ...(name !== undefined && { name }) } }));
  return `Key ${id} for ${repo}. Nobody can read it again, so keep it now:\n${key}`;
}

/** `pipewright keys list`. @throws PipewrightError, UpstreamError */
export async function listKeys({ url }: ServerOption, config: Config): Promise<string> {
  const { ask } = await findServer(url, config);
  const keys = z.array(ApiKey).parse(await ask(PATH));
  return keys.length === 0
    ? "There are no keys. Make one with: pipewright keys create --repo owner/name"
    : keys.map(render).join("\n");
}

/** `pipewright keys revoke`. @throws PipewrightError, UpstreamError */
export async function revokeKey(id: string, { url }: ServerOption, config: Config): Promise<string> {
  const { ask } = await findServer(url, config);
  const { repo } = ApiKey.parse(await ask(`${PATH}/${encodeURIComponent(id)}`, { method: "DELETE" }));
  return `Key ${id} for ${repo} does not work any more.`;
}

function render({ id, repo, name, createdAt, lastUsedAt, revokedAt }: ApiKey): string {
  const use = revokedAt ? `revoked ${day(revokedAt)}` : lastUsedAt ? `last used ${day(lastUsedAt)}` : "never used";
  return [id, repo.padEnd(32), `made ${day(createdAt)}`, use.padEnd(20), name ?? ""].join("  ").trimEnd();
}

function day(time: string): string {
  return time.slice(0, "2026-11-24".length);
}
