import type { paths } from "@octokit/openapi-types";
import type { RequestHandler } from "express";
import { z } from "zod";
import { refuse } from "./failures.ts";

type BodyOf<Operation> = Operation extends { requestBody?: { content: { "application/json": infer Body } } }
  ? Body
  : never;
type With<Method extends string> = {
  [Path in keyof paths]: paths[Path] extends Record<Method, unknown> ? Path : never;
};
type Post<Path extends With<"post">[keyof paths]> = z.ZodType<BodyOf<paths[Path]["post"]>>;
type Patch<Path extends With<"patch">[keyof paths]> = z.ZodType<BodyOf<paths[Path]["patch"]>>;

/** GitHub's limits: characters of a text, annotations of one request. */
const TEXT_MAX = 65_535;
const TITLE_MAX = 256;
const ANNOTATIONS_MAX = 50;
const Text = z.string().min(1).max(TEXT_MAX);
const Commit = z.string().regex(/^[0-9a-f]{40}$/);

const openPull: Post<"/repos/{owner}/{repo}/pulls"> = z.strictObject({
  title: z.string().min(1).max(TITLE_MAX),
  body: Text,
  head: z.string().min(1),
  base: z.string().min(1),
  draft: z.boolean(),
  maintainer_can_modify: z.boolean(),
});
const updatePull: Patch<"/repos/{owner}/{repo}/pulls/{pull_number}"> = z.strictObject({
  title: z.string().min(1).max(TITLE_MAX),
  body: Text,
});
const addComment: Post<"/repos/{owner}/{repo}/issues/{issue_number}/comments"> = z.strictObject({ body: Text });
const updateComment: Patch<"/repos/{owner}/{repo}/issues/comments/{comment_id}"> = z.strictObject({ body: Text });
const CheckRun = z.strictObject({
  name: z.string().min(1),
  external_id: z.string(),
  status: z.literal("completed"),
  conclusion: z.literal("neutral"),
  details_url: z.url().exactOptional(),
  output: z.strictObject({
    title: z.string().min(1).max(TITLE_MAX),
    summary: Text,
    annotations: z
      .array(
        z.strictObject({
          path: z.string().min(1),
          start_line: z.int().min(1),
          end_line: z.int().min(1),
          annotation_level: z.enum(["notice", "warning", "failure"]),
          message: Text,
        }),
      )
      .max(ANNOTATIONS_MAX),
  }),
});
const addCheck: Post<"/repos/{owner}/{repo}/check-runs"> = CheckRun.extend({ head_sha: Commit });
const updateCheck: Patch<"/repos/{owner}/{repo}/check-runs/{check_run_id}"> = CheckRun;
const makeToken: Post<"/app/installations/{installation_id}/access_tokens"> = z.strictObject({
  repositories: z.array(z.string().regex(/^[\w.-]+$/)).exactOptional(),
  permissions: z.strictObject({ contents: z.enum(["read", "write"]).exactOptional() }).exactOptional(),
});

const BODIES: ReadonlyArray<readonly [RegExp, z.ZodType]> = [
  [/^POST \/repos\/[^/]+\/[^/]+\/pulls$/, openPull],
  [/^PATCH \/repos\/[^/]+\/[^/]+\/pulls\/\d+$/, updatePull],
  [/^POST \/repos\/[^/]+\/[^/]+\/issues\/\d+\/comments$/, addComment],
  [/^PATCH \/repos\/[^/]+\/[^/]+\/issues\/comments\/\d+$/, updateComment],
  [/^POST \/repos\/[^/]+\/[^/]+\/check-runs$/, addCheck],
  [/^PATCH \/repos\/[^/]+\/[^/]+\/check-runs\/\d+$/, updateCheck],
  [/^POST \/app\/installations\/\d+\/access_tokens$/, makeToken],
  [/^POST \/repos\/[^/]+\/[^/]+\/actions\/runs\/\d+\/rerun-failed-jobs$/, z.strictObject({})],
  [/^POST \/app-manifests\/[^/]+\/conversions$/, z.strictObject({})],
];

/** Refuses, as GitHub does, what is not of the form that its API describes; and any write that is not described here. */
export function checkRequests(): RequestHandler {
  return (request, response, next) => {
    if (request.method === "GET") return next();
    const called = `${request.method} ${request.path}`;
    const schema = BODIES.find(([route]) => route.test(called))?.[1];
    const problem = schema === undefined ? "no such route" : schema.safeParse(request.body ?? {}).error?.message;
    if (problem === undefined) return next();
    refuse(response, { status: 422, body: { message: `Invalid request to ${called}: ${problem}` } });
  };
}
