import type { Signal } from "@pipewright/contract/signal";
import { z } from "zod";
import { CommitId, GithubRepository, parsePayload, WebAddress } from "./github-run.ts";

/** Most of one text that a check says. Characters. */
const TEXT_MAX_LENGTH = 64 * 1024;
const Text = z
  .string()
  .nullish()
  .transform((text) => (text ?? "").slice(0, TEXT_MAX_LENGTH));

const FailedCheck = z.object({
  check_run: z.object({
    id: z.int(),
    name: z.string(),
    head_sha: CommitId,
    conclusion: z.string(),
    details_url: WebAddress.nullish().catch(undefined),
    output: z.object({ title: Text, summary: Text, text: Text }).nullish(),
    app: z.object({ name: z.string() }).nullish(),
    /** Its branch is null for the commit of a fork. */
    check_suite: z.object({ head_branch: z.string().nullish() }).nullish(),
  }),
  repository: GithubRepository,
});
type FailedCheck = z.infer<typeof FailedCheck>;

const Annotations = z.array(
  z.object({
    path: z.string(),
    start_line: z.int(),
    annotation_level: z.string().nullish(),
    title: Text,
    message: Text,
    raw_details: Text,
  }),
);

/** A failed check of an app that is no workflow: what it says of itself is its log. @throws InvalidFieldError */
export function readCheckSignal(payload: unknown, annotations: unknown, deliveryId: string): Signal {
  const failed = parsePayload(FailedCheck, payload);
  const { check_run: check, repository } = failed;
  const branch = check.check_suite?.head_branch ?? "";
  return {
    source: "github",
    dedupeKeys: [`github:delivery:${deliveryId}`, `github:check:${repository.full_name}:${check.id}`],
    repo: repository.full_name,
    branch,
    ...(repository.default_branch === undefined ? {} : { defaultBranch: repository.default_branch }),
    commitSha: check.head_sha,
    commitMessage: "",
    workspace:
      branch === ""
        ? { kind: "empty", reason: "The check ran for a commit of no branch here, perhaps a fork's." }
        : { kind: "git", url: repository.clone_url, commit: check.head_sha },
    report: { workflow: check.app?.name ?? "check", job: check.name, status: check.conclusion },
    logs: writeLog(failed, parsePayload(Annotations, annotations)),
  };
}

/** As compilers write: `path:line: level: message`. */
function writeLog({ check_run: check }: FailedCheck, annotations: z.infer<typeof Annotations>): string {
  const { title = "", summary = "", text = "" } = check.output ?? {};
  return [
    `##[section]Starting: ${check.name.replace(/\s+/g, " ")}`,
    title,
    summary,
    text,
    ...annotations.flatMap(({ path, start_line, annotation_level, title: heading, message, raw_details }) => {
      const level = annotation_level === "failure" ? "error" : (annotation_level ?? "error");
      return [`${path}:${start_line}: ${level}: ${[heading, message].filter(Boolean).join(": ")}`, raw_details];
    }),
    `##[error]${check.name} concluded with ${check.conclusion}${check.details_url ? `, see ${check.details_url}` : ""}`,
    "",
  ]
    .filter((line, index, all) => line !== "" || index === all.length - 1)
    .join("\n");
}
