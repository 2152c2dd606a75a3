import type { Incident } from "@pipewright/contract/incident";
import type { Config } from "./config.ts";
import { deliverChange } from "./delivery/deliver-change.ts";
import type { ConnectedRepository, DeliverPorts } from "./delivery/deliver-ports.ts";
import { type Person, pushBranch } from "./execution/workspace/push-branch.ts";
import { createGit } from "./execution/workspace/run-git.ts";
import type { GitHub } from "./github/github.ts";
import type { IncidentRecord } from "./incidents/incident-record.ts";
import type { IncidentRepository } from "./incidents/incident-repository.ts";
import { presentIncident } from "./incidents/present-incident.ts";
import type { DeliverDependencies } from "./orchestrator/steps/deliver-result.ts";

export interface DeliveryPlace {
  incidents: Pick<IncidentRepository, "findDelivered">;
  /** Absent when nothing is configured. */
  github?: GitHub | undefined;
}

const NOBODY: Person = { name: "Pipewright", email: "pipewright@localhost" };

/** How the loop hands results over, bound to this configuration. */
export function createDelivery(
  config: Pick<Config, "delivery" | "github" | "publicUrl" | "hostEnvironment">,
  { incidents, github }: DeliveryPlace,
): DeliverDependencies["deliver"] {
  const git = createGit({ env: config.hostEnvironment });
  const { serverUrl } = config.github;
  return (record, hooks) => {
    const incident = presentIncident(record);
    const { workspace, run, defaultBranch } = record.signal;
    const ports: DeliverPorts = {
      ...config.delivery,
      // A simulation tells of what may not have happened; nothing of it leaves this machine.
      ...(record.signal.source === "simulate" && { mode: "patch" as const }),
      github: async (repo, signal) =>
        github !== undefined && isOnGitHub(record, serverUrl) ? connect(github, repo, serverUrl, signal) : undefined,

      async push(_incident, { signedIn, ...request }, signal) {
        const url = workspace.kind === "git" ? workspace.url : "";
        const signedInTo = signedIn ? github : undefined;
        const credential = await signedInTo?.gitCredential(record.signal.repo, signal);
        return pushBranch({
          ...request,
          git,
          url,
          base: incident.commitSha,
          diff: incident.execution?.diff ?? "",
          author: (await signedInTo?.identity(signal)) ?? NOBODY,
          date: dateOf(incident),
          credential: credential && { user: credential.username, password: credential.password },
          signal,
        });
      },

      findEarlier: () => findEarlier(record, incidents),
    };
    const facts = { incident, run, ...(config.publicUrl && { consoleUrl: config.publicUrl.replace(/\/+$/, "") }) };
    return deliverChange({ facts, signal: { run, defaultBranch } }, ports, hooks);
  };
}

async function connect(
  github: GitHub,
  fullName: string,
  serverUrl: string,
  signal: AbortSignal,
): Promise<ConnectedRepository> {
  const [owner = "", repo = ""] = fullName.split("/");
  const { request } = await github.octokitFor(fullName, signal);
  return { api: { owner, repo, request }, isApp: github.kind === "app", serverUrl };
}

/** A simulation may bear the name of a repository that it has nothing to do with. */
function isOnGitHub({ signal: { source, repo, workspace, run } }: IncidentRecord, serverUrl: string): boolean {
  if (source === "simulate") return false;
  if (run?.fork) return true;
  return (
    workspace.kind === "git" &&
    workspace.url.replace(/\.git$/, "").toLowerCase() === `${serverUrl}/${repo}`.toLowerCase()
  );
}

/** Our open pull request for the same failure on the same branch. */
async function findEarlier({ _id, signal, similar }: IncidentRecord, incidents: DeliveryPlace["incidents"]) {
  if (similar === undefined) return undefined;
  const found = await incidents.findDelivered(signal.repo, {
    "similar.fingerprint": similar.fingerprint,
    "signal.branch": signal.branch,
    "delivery.kind": "pull_request",
    "delivery.fate": null,
  });
  const { number, branch, commit } = found?.delivery ?? {};
  if (found?._id.equals(_id) || number === undefined || branch === undefined || commit === undefined) return undefined;
  return { number, branch, commit };
}

/** The same however often it is delivered, so that the commit is the same, too. */
function dateOf({ execution, updatedAt }: Incident): Date {
  return new Date(execution?.finishedAt ?? updatedAt);
}
