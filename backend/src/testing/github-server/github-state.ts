import type { components } from "@octokit/openapi-types";

type Schemas = components["schemas"];

export type Job = Pick<Schemas["job"], "id" | "name" | "conclusion" | "steps">;
export type PullRequest = Pick<
  Schemas["pull-request"],
  "number" | "html_url" | "title" | "body" | "draft" | "state"
> & {
  head: string;
  base: string;
};
export type Comment = Pick<Schemas["issue-comment"], "id" | "html_url" | "body">;
export type CheckRun = Pick<
  Schemas["check-run"],
  "id" | "html_url" | "name" | "head_sha" | "external_id" | "conclusion"
> & {
  output: { title: string; summary: string; annotations: { path: string; start_line: number; message: string }[] };
};

export interface Run {
  id: number;
  workflowId: number;
  branch: string;
  /** Null while it goes on. */
  conclusion: "success" | "failure" | null;
  commit?: string;
  attempt?: number;
  checkSuiteId?: number;
  /** `owner/name` of the repository that the commit is in, when it is a fork. */
  fork?: string;
  jobs: (Job & { log: string | Buffer })[];
}

/** One repository as the stand-in holds it. */
export interface RepositoryState {
  /** `owner/name`. */
  fullName: string;
  runs: Run[];
  pulls: PullRequest[];
  comments: Map<number, Comment[]>;
  checks: CheckRun[];
  /** Ids of the runs whose failed jobs were run again. */
  reruns: number[];
  /** The bare repository on disk. */
  gitDir: string;
}

export function newRepository(fullName: string, gitDir: string): RepositoryState {
  return { fullName, gitDir, runs: [], pulls: [], comments: new Map(), checks: [], reruns: [] };
}
