import type { Incident } from "@pipewright/contract/incident";
import type { Signal } from "@pipewright/contract/signal";
import type { ChangedFile, DeliveryFacts } from "./delivery-facts.ts";
import type { GitHubRepository } from "./github-api.ts";

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
