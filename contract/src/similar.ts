import { z } from "zod";
import { Fix } from "./fix.ts";

/** What was done about an earlier failure. */
export const EarlierFix = Fix.pick({ kind: true, summary: true, digest: true }).extend({
  incidentId: z.string(),
  outcome: z.enum(["proven", "unproven", "refuted"]),
  /** Its pull request, e.g. `#212`, or its patch, in words. */
  name: z.string(),
  url: z.string().optional(),
  at: z.iso.datetime(),
});
export type EarlierFix = z.infer<typeof EarlierFix>;

/** A delivery that people did not want: closed without a merge, or reverted afterwards. */
export const Undone = EarlierFix.pick({ incidentId: true, summary: true, name: true, url: true }).extend({
  fate: z.enum(["closed", "reverted"]),
});
export type Undone = z.infer<typeof Undone>;

/** Another failure whose words are much the same. */
export const NearFailure = z.object({
  /** Its latest incident; the one that was fixed, if one was. */
  incidentId: z.string(),
  repo: z.string(),
  title: z.string(),
  /** 0..1, where 1 is the same text. */
  score: z.number().min(0).max(1),
  fix: EarlierFix.optional(),
});
export type NearFailure = z.infer<typeof NearFailure>;

/** What is remembered of the same failure in the same repository, and of failures that are like it. */
export const Similar = z.object({
  /** SHA-256 over templated evidence, category and step. */
  fingerprint: z.string(),
  /** Earlier incidents with this fingerprint; 1000 stands for so many or more. */
  seen: z.int().min(0),
  /** The last fix that was proven or delivered. Of all fixes that were tried, `greenTimes` turned the command green. */
  fixed: EarlierFix.extend({ greenTimes: z.int().min(0), triedTimes: z.int().min(1) }).optional(),
  /** The last delivery that was undone. */
  undone: Undone.optional(),
  /** The failure is back at another commit after a fix for it was delivered. */
  returned: z.boolean(),
  /** Fixes that were run and refuted, or delivered and followed by the same failure. */
  notHeld: z.int().min(0),
  /** The command has passed and failed at one commit. */
  flaky: z.boolean(),
  triedDigests: z.array(Fix.shape.digest),
  rejectedDigests: z.array(Fix.shape.digest),
  /** The likest first. */
  near: z.array(NearFailure),
});
export type Similar = z.infer<typeof Similar>;
