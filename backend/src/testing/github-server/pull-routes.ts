import { Router } from "express";
import { refuse } from "./failures.ts";
import type { Comment, PullRequest, RepositoryState } from "./github-state.ts";
import { REFUSALS } from "./refusals.ts";

/** Pull requests, comments and check runs. */
export function pullRoutes(find: (fullName: string) => RepositoryState | undefined, url: () => string): Router {
  const router = Router();
  const base = "/repos/:owner/:repo";
  const repositoryOf = ({ owner, repo }: { owner: string; repo: string }): RepositoryState => {
    const found = find(`${owner}/${repo}`);
    if (found === undefined) throw new Error(`The stand-in has no ${owner}/${repo}`);
    return found;
  };
  const allComments = ({ comments }: RepositoryState): Comment[] => [...comments.values()].flat();

  router.get(`${base}/pulls`, ({ params, query }, response) => {
    const head = String(query.head ?? "").split(":")[1];
    const { pulls } = repositoryOf(params);
    response.json(pulls.filter((pull) => pull.state === query.state && (head === undefined || pull.head === head)));
  });
  router.post(`${base}/pulls`, ({ params, body }, response) => {
    const { pulls, fullName } = repositoryOf(params);
    if (pulls.some(({ head, state }) => head === body.head && state === "open"))
      return void refuse(response, REFUSALS.pullRequestExists(`${fullName.split("/")[0]}:${body.head}`));
    const number = 300 + pulls.length;
    const pull: PullRequest = {
      number,
      html_url: `${url()}/${fullName}/pull/${number}`,
      title: body.title,
      body: body.body,
      draft: body.draft,
      head: body.head,
      base: body.base,
      state: "open",
    };
    pulls.push(pull);
    response.status(201).json(pull);
  });
  router.patch(`${base}/pulls/:number`, ({ params, body }, response) => {
    const pull = repositoryOf(params).pulls.find(({ number }) => number === Number(params.number));
    if (pull === undefined) return void response.status(404).json({ message: "Not Found" });
    response.json(Object.assign(pull, body));
  });
  router.get(`${base}/issues/:number/comments`, ({ params }, response) => {
    response.json(repositoryOf(params).comments.get(Number(params.number)) ?? []);
  });
  router.post(`${base}/issues/:number/comments`, ({ params, body }, response) => {
    const repository = repositoryOf(params);
    const number = Number(params.number);
    const id = allComments(repository).length + 1;
    const comment = { id, html_url: `${url()}/${repository.fullName}/pull/${number}#c${id}`, body: body.body };
    repository.comments.set(number, [...(repository.comments.get(number) ?? []), comment]);
    response.status(201).json(comment);
  });
  router.patch(`${base}/issues/comments/:id`, ({ params, body }, response) => {
    const comment = allComments(repositoryOf(params)).find(({ id }) => id === Number(params.id));
    if (comment === undefined) return void response.status(404).json({ message: "Not Found" });
    response.json(Object.assign(comment, { body: body.body }));
  });
  router.post(`${base}/check-runs`, ({ params, body }, response) => {
    const { checks, fullName } = repositoryOf(params);
    const id = checks.length + 1;
    const { name, head_sha, external_id, conclusion, output } = body;
    checks.push({ id, html_url: `${url()}/${fullName}/runs/${id}`, name, head_sha, external_id, conclusion, output });
    response.status(201).json(checks.at(-1));
  });
  router.get(`${base}/commits/:ref/check-runs`, ({ params, query }, response) => {
    const check_runs = repositoryOf(params).checks.filter(
      ({ head_sha, name }) => head_sha === params.ref && (query.check_name === undefined || name === query.check_name),
    );
    response.json({ total_count: check_runs.length, check_runs });
  });
  router.patch(`${base}/check-runs/:id`, ({ params, body }, response) => {
    const check = repositoryOf(params).checks.find(({ id }) => id === Number(params.id));
    if (check === undefined) return void response.status(404).json({ message: "Not Found" });
    const { annotations } = check.output;
    // GitHub adds to the annotations that are there.
    check.output = { ...body.output, annotations: [...annotations, ...(body.output.annotations ?? [])] };
    response.json(check);
  });
  return router;
}
