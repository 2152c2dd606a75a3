import { z } from "zod";
import { FixDraft } from "./fix.ts";
import { Incident } from "./incident.ts";
import { Risk } from "./risk.ts";

/** `POST /api/webhook/preview-diagnosis`: what would be made of the failure; nothing is stored. */
export const PreviewDiagnosis = z.object({
  diagnosis: Incident.shape.diagnosis.unwrap(),
  /** What a person should know of how it was made, e.g. that the model had no answer in time. */
  notes: z.array(z.string()),
});
export type PreviewDiagnosis = z.infer<typeof PreviewDiagnosis>;

/** `POST /api/webhook/preview-fix`: the fix that would be proposed, too, and its risk. */
export const PreviewFix = PreviewDiagnosis.extend({ fix: FixDraft, risk: Risk });
export type PreviewFix = z.infer<typeof PreviewFix>;
