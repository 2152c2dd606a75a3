import { createHash } from "node:crypto";
import type { Fix } from "@pipewright/contract/fix";

/** Everything that decides what will run, and on what. */
export interface BoundFix extends Omit<Fix, "digest"> {
  repo: string;
  commitSha: string;
}

/** Fields of the canonical content, in this order. A new field goes to the end, with a new version. */
const CANONICAL_VERSION = "pipewright-fix-1";
/** With the hosts at the end; only where there are any, so that an approval that was given before still holds. */
const WITH_HOSTS_VERSION = "pipewright-fix-2";

/**
 * SHA-256 over the canonical content: a JSON array of version, repository, commit, revision, kind, script, patch,
 * command, image, network and, if any are named, hosts. An approval of this digest covers these bytes and nothing else.
 */
export function digestFix(fix: BoundFix): string {
  const canonical = JSON.stringify([
    fix.hosts === undefined ? CANONICAL_VERSION : WITH_HOSTS_VERSION,
    fix.repo,
    fix.commitSha,
    fix.revision,
    fix.kind,
    fix.script ?? null,
    fix.patch ?? null,
    fix.command ?? null,
    fix.image ?? null,
    fix.network,
    ...(fix.hosts === undefined ? [] : [fix.hosts]),
  ]);
  return `sha256:${createHash("sha256").update(canonical, "utf8").digest("hex")}`;
}
