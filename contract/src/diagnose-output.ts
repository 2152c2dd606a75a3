import { z } from "zod";
import { Diagnosis } from "./diagnosis.ts";
import { FixDraft } from "./fix.ts";

/** What `pipewright diagnose --json` prints. */
export const DiagnoseOutput = Diagnosis.extend({
  fix: FixDraft.optional(),
  /** Lines that a model would be given, and lines of the log. */
  keptLines: z.int(),
  totalLines: z.int(),
  /** Which log the lines are of, when an archive with several was given. */
  log: z.string().optional(),
});
export type DiagnoseOutput = z.infer<typeof DiagnoseOutput>;
