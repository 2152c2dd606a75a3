import { z } from "zod";
import { FixKind } from "./fix.ts";
import { Verdict } from "./incident.ts";

const SCENARIO_ID = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be a scenario id such as python-missing-import");

/** `POST /api/webhook/simulate`. A scenario alone is enough; what else is given overrides the scenario's own. */
export const SimulateRequest = z
  .object({
    repo: z.string().min(1).max(1000).optional(),
    branch: z.string().min(1).max(255).optional(),
    commit_sha: z.string().min(1).max(64).optional(),
    commit_message: z.string().max(10_000).optional(),
    logs: z.string().optional(),
    scenario: SCENARIO_ID.optional(),
  })
  .superRefine((body, context) => {
    if (body.scenario !== undefined) return;
    for (const field of ["repo", "logs"] as const) {
      if (!body[field])
        context.addIssue({ code: "custom", path: [field], message: "is required unless `scenario` is given" });
    }
  });
export type SimulateRequest = z.infer<typeof SimulateRequest>;

/** The answer to every accepted signal: the incident is stored. `duplicate` says that it already was. */
export const Accepted = z.object({ eventId: z.string(), duplicate: z.boolean() });
export type Accepted = z.infer<typeof Accepted>;

/** The answer to a delivery that needs nothing. */
export const Ignored = z.object({ ignored: z.literal(true), reason: z.string() });
export type Ignored = z.infer<typeof Ignored>;

/** A delivery that told what became of something Pipewright delivered. */
export const Noted = z.object({ noted: z.literal(true), eventId: z.string() });
export type Noted = z.infer<typeof Noted>;

export const ScenarioSummary = z.object({
  id: SCENARIO_ID,
  title: z.string(),
  ecosystem: z.string(),
  description: z.string(),
});
export type ScenarioSummary = z.infer<typeof ScenarioSummary>;

/** `examples/<id>/scenario.json`: a small repository in `repo/` that really fails, and the log in `failure.log`. */
export const Scenario = ScenarioSummary.extend({
  /** The failing command, run from the repository's root by `sh -c`. */
  command: z.string(),
  /** Container image that has the tools the command needs. */
  image: z.string(),
  commitMessage: z.string(),
  /** What Pipewright is expected to make of it without a model. */
  expected: z.object({
    category: z.string(),
    fix: FixKind,
    /** Verdict in the embedded sandbox and in Docker after approval; absent where nothing runs. */
    sandbox: Verdict.optional(),
    docker: Verdict.optional(),
  }),
});
export type Scenario = z.infer<typeof Scenario>;
