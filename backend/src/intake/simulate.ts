import { type FieldProblem, InvalidFieldError } from "@pipewright/contract/errors";
import type { Signal, WorkspaceSource } from "@pipewright/contract/signal";
import type { Scenario, SimulateRequest } from "@pipewright/contract/simulate";
import type { ScenarioLibrary } from "./scenarios.ts";

export interface SimulateOptions {
  scenarios: Pick<ScenarioLibrary, "list" | "get" | "log">;
  /** What `owner/name` is cloned from, without a slash at the end; absent: it is not cloned. */
  githubServerUrl?: string | undefined;
}

const DEFAULT_BRANCH = "main";
/** Stands for the commit when the report names none. */
const NEWEST_COMMIT = "HEAD";
const EXAMPLES_OWNER = "pipewright-examples";

/** A simulated failure. Every report is a failure of its own. @throws InvalidFieldError */
export async function readSimulation(request: SimulateRequest, options: SimulateOptions): Promise<Signal> {
  refuseOptionLookalikes(request);
  const scenario = request.scenario === undefined ? undefined : findScenario(request.scenario, options);
  const repo = request.repo ?? `${EXAMPLES_OWNER}/${scenario?.id}`;
  const branch = request.branch ?? DEFAULT_BRANCH;
  return {
    source: "simulate",
    dedupeKeys: [],
    ...(scenario && { scenario: scenario.id, command: scenario.command, image: scenario.image }),
    repo,
    branch,
    defaultBranch: DEFAULT_BRANCH,
    commitSha: request.commit_sha ?? NEWEST_COMMIT,
    commitMessage: request.commit_message ?? scenario?.commitMessage ?? "",
    workspace: scenario
      ? { kind: "example", scenario: scenario.id }
      : workspaceOf(repo, request.commit_sha ?? branch, options.githubServerUrl),
    logs: request.logs ?? (scenario ? await options.scenarios.log(scenario.id) : ""),
  };
}

function findScenario(id: string, { scenarios }: SimulateOptions): Scenario {
  const scenario = scenarios.get(id);
  if (scenario) return scenario;
  const known = scenarios.list().map((each) => each.id);
  throw new InvalidFieldError([{ path: "scenario", message: `is unknown. Valid ids: ${known.join(", ")}` }]);
}

/** These values become arguments of git, which takes anything that begins with a dash for an option. */
function refuseOptionLookalikes(request: SimulateRequest): void {
  const fields = ["repo", "branch", "commit_sha"] as const;
  const wrong: FieldProblem[] = fields
    .filter((field) => request[field]?.startsWith("-"))
    .map((path) => ({ path, message: "must not begin with a dash" }));
  if (wrong.length > 0) throw new InvalidFieldError(wrong);
}

const CLONEABLE_URL = /^(file|https?|ssh):\/\//i;
/** `git@host:owner/name`. */
const SCP_ADDRESS = /^[\w.-]+@[\w.-]+:[^:]+$/;
const OWNER_AND_NAME = /^[\w-][\w.-]*\/(?!\.{1,2}$)[\w.-]+$/;

function workspaceOf(repo: string, commit: string, githubServerUrl: string | undefined): WorkspaceSource {
  if (CLONEABLE_URL.test(repo)) return { kind: "git", url: withoutCredentials(repo), commit };
  if (SCP_ADDRESS.test(repo)) return { kind: "git", url: repo, commit };
  if (!OWNER_AND_NAME.test(repo)) {
    return { kind: "empty", reason: `"${repo}" is neither a git URL nor owner/name, so there is nothing to clone.` };
  }
  if (githubServerUrl === undefined) {
    return { kind: "empty", reason: `No GitHub server is configured to clone ${repo} from.` };
  }
  return { kind: "git", url: `${githubServerUrl}/${repo}.git`, commit };
}

/** What is reported is stored and shown, so it is no place for a password. A user name over ssh is none. */
function withoutCredentials(repo: string): string {
  const problem = (message: string) => new InvalidFieldError([{ path: "repo", message }]);
  if (!URL.canParse(repo)) throw problem("is not a valid URL");
  const url = new URL(repo);
  if (url.password !== "" || (url.username !== "" && url.protocol !== "ssh:")) {
    throw problem("must not carry credentials. Set GITHUB_TOKEN to clone private repositories");
  }
  return repo;
}
