import { ConflictError, errorMessage, PipewrightError, UpstreamError } from "@pipewright/contract/errors";
import type { Delivery, Incident } from "@pipewright/contract/incident";
import type { Signal } from "@pipewright/contract/signal";
import { annotateCommit } from "./annotate-commit.ts";
import type { ChangedFile, DeliveryFacts } from "./delivery-facts.ts";
import type { GitHubRepository } from "./github-api.ts";
import { keepComment } from "./keep-comment.ts";
import { openPullRequest } from "./open-pull-request.ts";
import { renderComment, renderForkComment } from "./render-comment.ts";
import { renderCommitMessage } from "./render-commit-message.ts";
import { markerOf, renderPullRequest } from "./render-pull-request.ts";
import { rerunFailedJobs } from "./rerun-failed-jobs.ts";

/** `auto`: a pull request where GitHub is connected, else a patch. `branch`: pushed with the server's own git credentials. */
export type DeliveryMode = "auto" | "pull_request" | "branch" | "patch";

/** An open pull request of ours for the same failure. */
export interface EarlierPullRequest {
  number: number;
  branch: string;
  commit: string;
}

export interface PushRequest {
  branch: string;
  message: string;
  replaces?: string | undefined;
  /** With the app's or the token's credential; without, with whatever git itself knows. */
  signedIn: boolean;
}

export interface DeliverPorts {
  mode: DeliveryMode;
  /** Whether a proven change may go straight onto the branch of the pull request that fails. */
  commitToPullRequest: boolean;
  /** GitHub for this repository; undefined where it is not connected or the repository is elsewhere. */
  github(repo: string, signal: AbortSignal): Promise<ConnectedRepository | undefined>;
  push(
    incident: Incident,
    request: PushRequest,
    signal: AbortSignal,
  ): Promise<{ commit: string; files: ChangedFile[] }>;
  findEarlier(incident: Incident): Promise<EarlierPullRequest | undefined>;
}

export interface ConnectedRepository {
  api: GitHubRepository;
  /** Only an app may annotate commits. */
  isApp: boolean;
  serverUrl: string;
}

export interface DeliverInput {
  facts: DeliveryFacts;
  signal: Pick<Signal, "run" | "defaultBranch">;
}

export interface DeliverHooks {
  signal: AbortSignal;
  /** Something beside the delivery itself that a person should know. */
  note(message: string): Promise<void>;
}

/**
 * Hands the result over in the best way that is open. What cannot be delivered in that way for good is kept as a patch, with
 * the reason in its message. @throws UpstreamError when the same may work later
 */
export async function deliverChange(input: DeliverInput, ports: DeliverPorts, hooks: DeliverHooks): Promise<Delivery> {
  const { incident } = input.facts;
  const { mode } = ports;
  try {
    if (incident.fix?.kind === "rerun") return await rerun(input, ports, hooks);
    if (!incident.execution?.diff) return nothing(incident);
    if (mode === "branch") return await pushAlone(incident, ports, hooks);
    const github = mode === "patch" ? undefined : await ports.github(incident.repo, hooks.signal);
    if (github === undefined) return patch(incident);
    return await deliverToGitHub(input, github, ports, hooks);
  } catch (error) {
    hooks.signal.throwIfAborted();
    if (!(error instanceof PipewrightError) || (error instanceof UpstreamError && error.retryable)) throw error;
    return patch(incident, error.message);
  }
}

async function rerun(
  { facts, signal: { run } }: DeliverInput,
  ports: DeliverPorts,
  hooks: DeliverHooks,
): Promise<Delivery> {
  const byHand = "Run the failed jobs again in the pipeline";
  if (run === undefined || ports.mode === "patch") return { kind: "none", message: byHand };
  const github = await ports.github(facts.incident.repo, hooks.signal);
  if (github === undefined) return { kind: "none", message: byHand, url: run.url };
  try {
    await rerunFailedJobs(github.api, { runId: run.id, signal: hooks.signal });
  } catch (error) {
    hooks.signal.throwIfAborted();
    if (!(error instanceof UpstreamError) || error.retryable) throw error;
    return { kind: "none", message: `${byHand}: GitHub does not (${error.message})`, url: run.url };
  }
  return { kind: "rerun", message: `GitHub runs the failed jobs of run ${run.id} again`, url: run.url };
}

async function deliverToGitHub(
  input: DeliverInput,
  github: ConnectedRepository,
  ports: DeliverPorts,
  hooks: DeliverHooks,
): Promise<Delivery> {
  const { run } = input.signal;
  if (run?.fork) return commentOnFork(input, github, hooks);
  const committed = await commitOntoPullRequest(input, github, ports, hooks);
  const delivery = committed ?? (await proposePullRequest(input, github, ports, hooks));
  await beside(hooks, "comment", () => tellPullRequest(input, github, delivery, hooks));
  if (github.isApp) {
    const outcome = `${delivery.message}: ${delivery.url ?? ""}`;
    await beside(hooks, "check", () => annotateCommit(github.api, input.facts, { outcome, signal: hooks.signal }));
  }
  return delivery;
}

/** Nobody may push to a fork: its pull request is told what would help. */
async function commentOnFork(
  { facts, signal: { run } }: DeliverInput,
  { api }: ConnectedRepository,
  { signal }: DeliverHooks,
): Promise<Delivery> {
  const number = run?.pullRequest;
  if (number === undefined)
    return patch(facts.incident, "The commit belongs to a fork, which Pipewright never pushes to");
  const body = renderForkComment(facts);
  const url = await keepComment(api, { number, marker: markerOf(facts.incident.id), body, signal });
  return {
    kind: "comment",
    message: `The change is in a comment on pull request #${number}, which comes from a fork`,
    url,
  };
}

/** Undefined when it is not wished, not proven, or the branch has moved on. */
async function commitOntoPullRequest(
  { facts, signal: { run } }: DeliverInput,
  { serverUrl }: ConnectedRepository,
  ports: DeliverPorts,
  hooks: DeliverHooks,
): Promise<Delivery | undefined> {
  const { incident } = facts;
  const number = run?.pullRequest;
  if (!ports.commitToPullRequest || number === undefined || !isProven(incident)) return undefined;
  const branch = incident.branch;
  const request = { branch, message: renderCommitMessage(incident), signedIn: true };
  try {
    const { commit } = await ports.push(incident, request, hooks.signal);
    const url = `${serverUrl}/${incident.repo}/commit/${commit}`;
    return { kind: "commit", message: `Committed onto pull request #${number}`, url, branch, commit, number };
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    await hooks.note(`Not committed onto pull request #${number}: ${error.message}`);
    return undefined;
  }
}

async function proposePullRequest(
  { facts, signal: { defaultBranch } }: DeliverInput,
  { api }: ConnectedRepository,
  ports: DeliverPorts,
  hooks: DeliverHooks,
): Promise<Delivery> {
  const { incident } = facts;
  const { signal } = hooks;
  const earlier = await ports.findEarlier(incident);
  const pushed =
    (earlier && (await pushOver(incident, earlier, ports, hooks))) ?? (await pushOwn(incident, ports, hooks));
  const { branch, commit, files, number } = pushed;
  const text = renderPullRequest(facts, files);
  const base = incident.branch || defaultBranch || "main";
  const draft = !isProven(incident);
  const pull = await openPullRequest(api, { ...text, head: branch, base, draft, number, signal });
  const verb = number === undefined ? "opened" : "brought up to date";
  return {
    kind: "pull_request",
    message: `${draft ? "Not proven: draft pull request" : "Proven: pull request"} #${pull.number} ${verb}`,
    url: pull.url,
    branch,
    commit,
    number: pull.number,
    draft: pull.draft,
  };
}

interface Pushed {
  branch: string;
  commit: string;
  files: ChangedFile[];
  number?: number;
}

/** Onto the branch of the pull request that is open for the same failure; undefined when somebody else has pushed there. */
async function pushOver(
  incident: Incident,
  { branch, commit, number }: EarlierPullRequest,
  ports: DeliverPorts,
  hooks: DeliverHooks,
): Promise<Pushed | undefined> {
  const request = { branch, message: renderCommitMessage(incident), replaces: commit, signedIn: true };
  try {
    return { branch, number, ...(await ports.push(incident, request, hooks.signal)) };
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    await hooks.note(`Pull request #${number} is for the same failure, but was not changed: ${error.message}`);
    return undefined;
  }
}

async function pushOwn(incident: Incident, ports: DeliverPorts, { signal }: DeliverHooks): Promise<Pushed> {
  const branch = branchOf(incident);
  const request = { branch, message: renderCommitMessage(incident), signedIn: true };
  return { branch, ...(await ports.push(incident, request, signal)) };
}

async function pushAlone(incident: Incident, ports: DeliverPorts, { signal }: DeliverHooks): Promise<Delivery> {
  const branch = branchOf(incident);
  const { commit } = await ports.push(
    incident,
    { branch, message: renderCommitMessage(incident), signedIn: false },
    signal,
  );
  const proof = isProven(incident) ? "Proven" : "Not proven";
  return { kind: "branch", message: `${proof}: pushed as branch ${branch}`, branch, commit };
}

async function tellPullRequest(
  { facts, signal: { run } }: DeliverInput,
  { api }: ConnectedRepository,
  delivery: Delivery,
  { signal }: DeliverHooks,
): Promise<void> {
  if (run?.pullRequest === undefined) return;
  const body = renderComment(facts, delivery);
  await keepComment(api, { number: run.pullRequest, marker: markerOf(facts.incident.id), body, signal });
}

/** What only accompanies the change must not hold it up. */
async function beside({ signal, note }: DeliverHooks, what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    signal.throwIfAborted();
    await note(`No ${what} was written on GitHub: ${errorMessage(error)}`);
  }
}

function patch(incident: Incident, reason?: string): Delivery {
  const message = isProven(incident)
    ? "The proven change is ready as a patch"
    : "The change is ready as a patch; it is not proven";
  return { kind: "patch", message: reason === undefined ? message : `${message}. ${reason}` };
}

function nothing(incident: Incident): Delivery {
  const message = isProven(incident)
    ? "Proven; nothing in the repository had to change"
    : "There is no change to deliver";
  return { kind: "none", message };
}

function branchOf({ id }: Incident): string {
  return `pipewright/${id}`;
}

function isProven({ verification }: Incident): boolean {
  return verification?.verdict === "proven";
}
