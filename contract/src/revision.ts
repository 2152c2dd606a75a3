import { z } from "zod";
import { Fix } from "./fix.ts";
import { Risk } from "./risk.ts";

const HINT_MAX_CHARACTERS = 2000;
const SUMMARY_MAX_CHARACTERS = 200;
/** Longest script that a person may send, in bytes of UTF-8. */
export const EDITED_SCRIPT_MAX_BYTES = 64 * 1024;
/** Longest patch that a person may send, in bytes of UTF-8. */
export const EDITED_PATCH_MAX_BYTES = 1024 * 1024;

/** `POST /api/approvals/{id}/revise`: exactly one of `hint`, `script` and `patch`. */
export const ReviseRequest = z
  .object({
    /** What another proposal should heed. */
    hint: z.string().trim().min(1).max(HINT_MAX_CHARACTERS).optional(),
    /** The person's own script, which takes the place of what was proposed. */
    script: z.string().min(1).max(EDITED_SCRIPT_MAX_BYTES).optional(),
    /** The person's own unified diff. */
    patch: z.string().min(1).max(EDITED_PATCH_MAX_BYTES).optional(),
    /** What the own script or patch does, in one line. */
    summary: z.string().trim().min(1).max(SUMMARY_MAX_CHARACTERS).optional(),
    /** Whether the own script needs the network; absent: as the fix before. */
    network: z.boolean().optional(),
  })
  .superRefine((body, context) => {
    const given = [body.hint, body.script, body.patch].filter((each) => each !== undefined);
    if (given.length !== 1)
      context.addIssue({ code: "custom", path: [], message: "must have exactly one of hint, script and patch" });
  });
export type ReviseRequest = z.infer<typeof ReviseRequest>;

/** The answer to it: the incident goes on under this id with this revision; its approval is another one. */
export const Revised = z.object({ eventId: z.string(), revision: z.int().min(1) });
export type Revised = z.infer<typeof Revised>;

export const RevisionOutcome = z.enum([
  "waiting",
  "running",
  "proven",
  "unproven",
  "refuted",
  "failed",
  "rejected",
  "expired",
  "dismissed",
  "superseded",
]);
export type RevisionOutcome = z.infer<typeof RevisionOutcome>;

/** One proposal of an incident's history; only the last can still be approved. */
export const Revision = Fix.pick({ revision: true, digest: true, kind: true, summary: true, provider: true }).extend({
  /** Who made it: a person's name, `knowledge`, or the model's provider. */
  by: z.string(),
  at: z.iso.datetime(),
  risk: Risk.pick({ score: true, tier: true }),
  outcome: RevisionOutcome,
  /** Who asked for it in place of the one before, and what they wished; absent for the first. */
  askedBy: z.string().optional(),
  hint: z.string().optional(),
  /** What it would have run, where another one has taken its place; the last one's is in the incident's `fix`. */
  script: Fix.shape.script,
  patch: Fix.shape.patch,
});
export type Revision = z.infer<typeof Revision>;
