import { createHash } from "node:crypto";
import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { errorMessage } from "@pipewright/contract/errors";
import { type AppliedPolicy, POLICY_FILES } from "@pipewright/contract/policy";
import { timeLimit } from "@pipewright/contract/time-limit";
import type { Config } from "./config.ts";
import { type DefaultBranchFile, readDefaultBranch } from "./execution/workspace/read-default-branch.ts";
import { createGit } from "./execution/workspace/run-git.ts";
import type { CloneToken } from "./github-ports.ts";
import type { IncidentRecord } from "./incidents/incident-record.ts";
import { createRedactor } from "./logs/redact-secrets.ts";
import { EXAMPLES_DIR } from "./package-root.ts";
import { resolvePolicy } from "./policy/resolve-policy.ts";

/** Nobody waits longer for a repository to give its policy. ms. */
const PATIENCE_MS = 15_000;
/** A repository that did not answer is not asked again by the next incident of the same outage. ms. */
const UNREACHABLE_FOR_MS = 30_000;
/** Repositories whose silence is remembered. */
const REMEMBERED_MAX = 1000;

type Found = Omit<DefaultBranchFile, "commit"> & { commit?: string };

export interface PolicyPorts {
  /** What the default branch of the incident's repository says for it. `fresh`: ask even where nothing answered just now. */
  loadPolicy(
    incident: Pick<IncidentRecord, "signal" | "log">,
    options: { signal: AbortSignal; fresh?: boolean },
  ): Promise<AppliedPolicy>;
}

/** Reads policies with the server's git, from the repository itself: never from the failing commit, never from a fork. */
export function createPolicyPorts(
  { hostEnvironment }: Pick<Config, "hostEnvironment">,
  cloneToken: CloneToken,
): PolicyPorts {
  const git = createGit({ env: hostEnvironment });
  const silent = new Map<string, { until: number; reason: string }>();

  async function readGit(url: string, signal: AbortSignal): Promise<Found | null> {
    const patience = AbortSignal.any([signal, timeLimit(PATIENCE_MS)]);
    return readDefaultBranch({
      git,
      url,
      files: POLICY_FILES,
      token: await cloneToken(url, patience),
      signal: patience,
      timeoutMs: PATIENCE_MS,
    });
  }

  return {
    async loadPolicy({ signal: about, log }, { signal, fresh = false }) {
      const { workspace } = about;
      const job = { workflow: about.run?.workflow ?? about.report?.workflow, job: about.report?.job ?? log?.job };
      const url = repositoryUrl(about);
      const known = fresh ? undefined : silent.get(url ?? "");
      if (known && known.until > Date.now()) return unknown(known.reason);
      try {
        const found =
          workspace.kind === "example" ? await readExample(workspace.scenario) : url && (await readGit(url, signal));
        if (url === undefined && workspace.kind !== "example") return about.run?.fork ? unknown(NO_BASE) : NONE;
        if (url) silent.delete(url);
        if (!found) return NONE;
        return resolvePolicy(
          found.text,
          { ...found, hash: createHash("sha256").update(found.text).digest("hex") },
          job,
        );
      } catch (error) {
        signal.throwIfAborted();
        const reason = createRedactor()(reasonOf(error));
        if (silent.size >= REMEMBERED_MAX) silent.clear();
        if (url) silent.set(url, { until: Date.now() + UNREACHABLE_FOR_MS, reason });
        return unknown(reason);
      }
    },
  };
}

function reasonOf(error: unknown): string {
  const isLate = error instanceof Error && error.name === "TimeoutError";
  return isLate ? `no answer within ${PATIENCE_MS / 1000} s` : errorMessage(error);
}

const NONE: AppliedPolicy = { status: "none", rules: [] };
const NO_BASE = "its source does not say where the repository itself can be had";

function unknown(reason: string): AppliedPolicy {
  return { status: "unknown", reason, rules: [] };
}

/** The repository itself. A fork's address would let whoever forks decide what may be run. */
function repositoryUrl({ workspace, repositoryUrl: base, run }: IncidentRecord["signal"]): string | undefined {
  if (base !== undefined) return base;
  return workspace.kind === "git" && !run?.fork ? workspace.url : undefined;
}

async function readExample(scenario: string): Promise<Found | null> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(scenario)) return null;
  for (const file of POLICY_FILES) {
    const path = join(EXAMPLES_DIR, scenario, "repo", file);
    const stats = await lstat(path).catch(() => undefined);
    if (stats) return { file, text: stats.isFile() ? await readFile(path, "utf8") : "" };
  }
  return null;
}
