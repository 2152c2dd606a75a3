import { z } from "zod";

export const RiskTier = z.enum(["low", "medium", "high", "critical"]);
export type RiskTier = z.infer<typeof RiskTier>;

export const RiskFactor = z.object({
  id: z.string(),
  /** Words for a person, e.g. `edits source`. */
  label: z.string(),
  /** Points added to the score; the points of all factors add up to it. */
  points: z.int(),
  why: z.string(),
});
export type RiskFactor = z.infer<typeof RiskFactor>;

export const Risk = z.object({
  score: z.int().min(0).max(100),
  tier: RiskTier,
  factors: z.array(RiskFactor),
});
export type Risk = z.infer<typeof Risk>;
