import { UpstreamError } from "@pipewright/contract/errors";
import { Signal } from "@pipewright/contract/signal";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { failedRunPayload, githubExamples } from "../testing/github-examples.ts";
import { readGithubDelivery } from "./github.ts";
import { answerQuestion } from "./github-question.ts";

const Fields = z.record(z.string(), z.unknown());
const REPO = "Codertocat/Hello-World";

/** A real payload of a failed `event`, with these fields of its subject. */
function failed(event: string, fields: Record<string, unknown>) {
  const example = githubExamples(event).find(({ action }) => action === "completed");
  const { repository } = failedRunPayload();
  return { ...example, repository, [event]: { ...Fields.parse(example?.[event]), conclusion: "failure", ...fields } };
}

const apiRun = (fields: Record<string, unknown> = {}) => ({
  ...Fields.parse(failedRunPayload().workflow_run),
  id: 4812,
  run_attempt: 2,
  status: "completed",
  conclusion: "failure",
  ...fields,
});

/** What comes of a delivery when GitHub answers as told; with what was asked. */
async function take(event: string, payload: unknown, answers: Record<string, unknown>) {
  const asked: string[] = [];
  const told = readGithubDelivery({ event, id: `d-${event}`, payload });
  if (!("question" in told)) return { outcome: told, asked };
  const ask = async (repo: string, path: string) => {
    asked.push(`${repo} ${path}`);
    if (answers[path] === undefined) throw new UpstreamError("github_refused", "404", { retryable: false });
    return answers[path];
  };
  return { outcome: await answerQuestion(told.question, ask, new AbortController().signal), asked };
}

const JOB = failed("workflow_job", { run_id: 4812, run_attempt: 2 });
const RUN_ADDRESS = "https://github.com/Codertocat/Hello-World/actions/runs/4812/job/21";
const ACTIONS = { slug: "github-actions", name: "GitHub Actions" };
const CHECK = failed("check_run", { details_url: RUN_ADDRESS, app: ACTIONS });
const SUITE = failed("check_suite", { id: 77, app: ACTIONS });
const ANSWERS = {
  "/actions/runs/4812": apiRun(),
  "/actions/runs?check_suite_id=77&per_page=1": { workflow_runs: [apiRun()] },
};

describe("a failed run that several deliveries tell of", () => {
  it.each([
    ["workflow_run", failedRunPayload({ id: 4812, run_attempt: 2 })],
    ["workflow_job", JOB],
    ["check_run", CHECK],
    ["check_suite", SUITE],
  ])("is the same failure when told as %s", async (event, payload) => {
    const { outcome, asked } = await take(event, payload, ANSWERS);
    if (!("signal" in outcome)) throw new Error(JSON.stringify(outcome));
    expect(Signal.parse(outcome.signal)).toEqual(outcome.signal);
    expect(outcome.signal.dedupeKeys).toContain(`github:run:${REPO}:4812:2`);
    expect(outcome.signal).toMatchObject({ repo: REPO, run: { id: 4812, attempt: 2, conclusion: "failure" } });
    expect(asked.length).toBeLessThanOrEqual(1);
  });

  it("is not taken when the run passed, though a job of it failed", async () => {
    const answers = { "/actions/runs/4812": apiRun({ conclusion: "success" }) };
    expect((await take("workflow_job", JOB, answers)).outcome).toEqual({ ignored: expect.stringContaining("success") });
  });

  it("is taken at its first failed job, while it goes on", async () => {
    const answers = { "/actions/runs/4812": apiRun({ status: "in_progress", conclusion: null }) };
    expect((await take("workflow_job", JOB, answers)).outcome).toMatchObject({
      signal: { run: { conclusion: "failure" } },
    });
  });

  it("keeps the attempt that the job was of, when a later one has begun", async () => {
    const answers = { "/actions/runs/4812": apiRun({ run_attempt: 3, status: "queued", conclusion: null }) };
    expect((await take("workflow_job", JOB, answers)).outcome).toMatchObject({ signal: { run: { attempt: 2 } } });
  });

  it("is known to be a fork's, which the job's delivery does not say", async () => {
    const head_repository = { full_name: "someone/Hello-World", html_url: "https://github.com/someone/Hello-World" };
    const answers = { "/actions/runs/4812": apiRun({ head_repository }) };
    expect((await take("workflow_job", JOB, answers)).outcome).toMatchObject({
      signal: { workspace: { url: "https://github.com/someone/Hello-World.git" }, run: { fork: true } },
    });
  });

  it("is not taken for less when GitHub does not answer", async () => {
    await expect(take("check_suite", SUITE, {})).rejects.toThrow(UpstreamError);
  });
});

describe("a failed check of another app", () => {
  const linter = (fields: Record<string, unknown> = {}) =>
    failed("check_run", {
      id: 9,
      name: "lint",
      details_url: "https://lint.example/9",
      app: { slug: "linter", name: "Linter" },
      output: { title: "2 problems", summary: "Two rules are broken", text: null, annotations_count: 1 },
      ...fields,
    });
  const annotation = {
    path: "a.ts",
    start_line: 3,
    annotation_level: "failure",
    title: "no-var",
    message: "Use const",
  };
  const ANNOTATIONS = { "/check-runs/9/annotations?per_page=50": [annotation] };

  it("has what it says of itself, and its annotations, for its log", async () => {
    const { outcome } = await take("check_run", linter(), ANNOTATIONS);
    expect(outcome).toMatchObject({
      signal: {
        dedupeKeys: ["github:delivery:d-check_run", `github:check:${REPO}:9`],
        report: { workflow: "Linter", job: "lint", status: "failure" },
        logs: [
          "##[section]Starting: lint",
          "2 problems",
          "Two rules are broken",
          "a.ts:3: error: no-var: Use const",
          "##[error]lint concluded with failure, see https://lint.example/9",
          "",
        ].join("\n"),
      },
    });
    expect(outcome).not.toHaveProperty("signal.run");
  });

  it("has nothing to run for a commit of no branch here", async () => {
    const { outcome } = await take("check_run", linter({ check_suite: { id: 1, head_branch: null } }), ANNOTATIONS);
    expect(outcome).toMatchObject({ signal: { workspace: { kind: "empty" } } });
  });

  it("is told by itself, not by its suite", () => {
    const payload = failed("check_suite", { app: { slug: "linter" } });
    expect(readGithubDelivery({ event: "check_suite", id: "d", payload })).toEqual({
      ignored: expect.stringContaining("linter"),
    });
  });

  it("is not taken when it is Pipewright's own", async () => {
    expect((await take("check_run", linter({ name: "Pipewright" }), {})).outcome).toHaveProperty("ignored");
  });
});
