import type { components } from "@octokit/openapi-types";
import { Router } from "express";
import type { Job, RepositoryState, Run } from "./github-state.ts";

/** Runs, jobs and their logs. A log is given by a redirect to another path, as GitHub gives it by one to another server. */
export function actionsRoutes(find: (fullName: string) => RepositoryState | undefined, url: () => string): Router {
  const router = Router();
  const base = "/repos/:owner/:repo/actions";
  const repositoryOf = ({ owner, repo }: Record<string, unknown>) => find(`${owner}/${repo}`);
  const findJob = (repository: RepositoryState | undefined, id: string) =>
    repository?.runs.flatMap(({ jobs }) => jobs).find((job) => job.id === Number(id));

  router.get([`${base}/runs/:id/jobs`, `${base}/runs/:id/attempts/:attempt/jobs`], ({ params }, response) => {
    const run = repositoryOf(params)?.runs.find(({ id }) => id === Number(params.id));
    if (run === undefined) return void response.status(404).json({ message: "Not Found" });
    const jobs = run.jobs.map(({ log: _, ...job }): Job => job);
    response.json({ total_count: jobs.length, jobs });
  });
  router.get(`${base}/runs/:id`, ({ params }, response) => {
    const run = repositoryOf(params)?.runs.find(({ id }) => id === Number(params.id));
    if (run === undefined) return void response.status(404).json({ message: "Not Found" });
    response.json(presentRun(run, `${params.owner}/${params.repo}`, url()));
  });
  router.get(`${base}/runs`, ({ params, query }, response) => {
    const fullName = `${params.owner}/${params.repo}`;
    const runs = (find(fullName)?.runs ?? []).filter(
      ({ checkSuiteId }) => query.check_suite_id === undefined || checkSuiteId === Number(query.check_suite_id),
    );
    response.json({ total_count: runs.length, workflow_runs: runs.map((run) => presentRun(run, fullName, url())) });
  });
  router.get(`${base}/workflows/:workflow/runs`, ({ params, query }, response) => {
    const runs = (repositoryOf(params)?.runs ?? []).filter(
      ({ workflowId, conclusion, branch }) =>
        workflowId === Number(params.workflow) &&
        (query.status === undefined || conclusion === query.status) &&
        (query.branch === undefined || branch === query.branch),
    );
    response.json({ total_count: runs.length, workflow_runs: runs.map(({ id }) => ({ id })) });
  });
  router.get(`${base}/jobs/:id/logs`, ({ params }, response) => {
    const job = findJob(repositoryOf(params), params.id);
    if (job === undefined) return void response.status(404).json({ message: "Not Found" });
    response.redirect(302, `${url()}/download/${params.owner}/${params.repo}/${job.id}`);
  });
  router.get("/download/:owner/:repo/:id", ({ params, headers }, response) => {
    const job = findJob(repositoryOf(params), params.id);
    if (headers.authorization !== undefined) return void response.status(400).json({ message: "a token was sent on" });
    if (job === undefined) return void response.status(404).end();
    response.type("text/plain").send(job.log);
  });
  router.post(`${base}/runs/:id/rerun-failed-jobs`, ({ params }, response) => {
    const repository = repositoryOf(params);
    const run = repository?.runs.find(({ id }) => id === Number(params.id));
    if (repository === undefined || run === undefined) return void response.status(404).json({ message: "Not Found" });
    repository.reruns.push(run.id);
    run.attempt = (run.attempt ?? 1) + 1;
    response.status(201).json({});
  });
  return router;
}

type TellsOfRun = Pick<
  components["schemas"]["workflow-run"],
  "id" | "name" | "workflow_id" | "run_attempt" | "status" | "conclusion" | "check_suite_id" | "head_branch"
> & {
  html_url: string;
  head_sha: string;
  head_repository: { full_name: string; html_url: string };
  repository: { full_name: string };
};

const NO_COMMIT = "0".repeat(40);

function presentRun(run: Run, fullName: string, url: string): TellsOfRun {
  const head = run.fork ?? fullName;
  return {
    id: run.id,
    name: "CI",
    workflow_id: run.workflowId,
    run_attempt: run.attempt ?? 1,
    status: run.conclusion === null ? "in_progress" : "completed",
    conclusion: run.conclusion,
    ...(run.checkSuiteId !== undefined && { check_suite_id: run.checkSuiteId }),
    head_branch: run.branch,
    html_url: `${url}/${fullName}/actions/runs/${run.id}`,
    head_sha: run.commit ?? NO_COMMIT,
    head_repository: { full_name: head, html_url: `${url}/${head}` },
    repository: { full_name: fullName },
  };
}
