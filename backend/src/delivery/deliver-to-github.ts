import { errorMessage, PipewrightError, UpstreamError } from "@pipewright/contract/errors";
import type { Delivery, Incident } from "@pipewright/contract/incident";
import { annotateCommit } from "./annotate-commit.ts";
import type {
  ConnectedRepository,
  DeliverHooks,
  DeliverInput,
  DeliverPorts,
  EarlierPullRequest,
} from "./deliver-ports.ts";
import type { ChangedFile } from "./delivery-facts.ts";
import { branchDelivery, branchOf, isProven, patchDelivery } from "./describe-delivery.ts";
import { keepComment } from "./keep-comment.ts";
import { openPullRequest, type PullRequestInput } from "./open-pull-request.ts";
import { renderComment, renderForkComment } from "./render-comment.ts";
import { renderCommitMessage } from "./render-commit-message.ts";
import { markerOf, renderPullRequest } from "./render-pull-request.ts";

/** A pull request, or what comes nearest to it; and what accompanies it. @throws what GitHub and git say */
export async function deliverToGitHub(
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
    return patchDelivery(facts.incident, "The commit belongs to a fork, which Pipewright never pushes to");
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
    if (!isForGood(error)) throw error;
    await hooks.note(`Not committed onto pull request #${number}: ${error.message}`);
    return undefined;
  }
}

async function proposePullRequest(
  { facts, signal: { defaultBranch } }: DeliverInput,
  { api, serverUrl }: ConnectedRepository,
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
  const asked: PullRequestInput = { ...text, head: branch, base, draft, number, signal };
  const pull = await orRefusal(() => openPullRequest(api, asked), hooks);
  if (typeof pull === "string") {
    return branchDelivery(incident, { branch, commit, url: `${serverUrl}/${incident.repo}/tree/${branch}` }, pull);
  }
  if (number !== undefined && pull.number !== number)
    await hooks.note(`Pull request #${number} is for the same failure, but is closed; another was opened`);
  const verb = pull.number === number ? "brought up to date" : "opened";
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
    if (!isForGood(error)) throw error;
    await hooks.note(`Pull request #${number} is for the same failure, but was not changed: ${error.message}`);
    return undefined;
  }
}

async function pushOwn(incident: Incident, ports: DeliverPorts, { signal }: DeliverHooks): Promise<Pushed> {
  const branch = branchOf(incident);
  const request = { branch, message: renderCommitMessage(incident), signedIn: true };
  return { branch, ...(await ports.push(incident, request, signal)) };
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

/** What only accompanies the change must not hold it up: a passing trouble gets one more try, and then it is left out. */
async function beside({ signal, note }: DeliverHooks, what: string, work: () => Promise<unknown>): Promise<void> {
  const again = (error: unknown) => {
    signal.throwIfAborted();
    if (isForGood(error) || (error instanceof UpstreamError && error.retryAfterMs !== undefined)) throw error;
    return work();
  };
  try {
    await work().catch(again);
  } catch (error) {
    signal.throwIfAborted();
    await note(`No ${what} was written on GitHub, and none will be: ${errorMessage(error)}`);
  }
}

/** The result, or why GitHub refuses it for good. @throws what may be different later */
async function orRefusal<T extends object>(work: () => Promise<T>, { signal }: DeliverHooks): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    if (!isForGood(error)) throw error;
    return error.message;
  }
}

/** True for what only a person can mend. */
function isForGood(error: unknown): error is PipewrightError {
  return error instanceof PipewrightError && !(error instanceof UpstreamError && error.retryable);
}
