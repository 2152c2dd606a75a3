import { createHash } from "node:crypto";
import type { Fix } from "@pipewright/contract/fix";

/** Everything that decides what will run, and on what. */
export interface BoundFix extends Omit<Fix, "digest"> {
  repo: string;
  commitSha: string;
}

/** Fields of the canonical content, in this order. A new field goes to the end, with a new version. */
const CANONICAL_VERSION = "pipewright-fix-1";

/**
 * SHA-256 over the canonical content: a JSON array of version, repository, commit, revision, kind, script, patch,
 * command, image and network. An approval of this digest covers these bytes and nothing else.
 */
export function digestFix(fix: BoundFix): string {
  const canonical = JSON.stringify([
    CANONICAL_VERSION,
    fix.repo,
    fix.commitSha,
    fix.revision,
    fix.kind,
    fix.script ?? null,
    fix.patch ?? null,
    fix.command ?? null,
    fix.image ?? null,
    fix.network,
  ]);
  return `sha256:${createHash("sha256").update(canonical, "utf8").digest("hex")}`;
}
