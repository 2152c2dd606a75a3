import { z } from "zod";
import { RiskTier } from "./risk.ts";

/** Largest policy file that is read, in bytes. */
export const POLICY_MAX_BYTES = 64 * 1024;
/** Where a repository's policy may stand; the first one that is there counts. */
export const POLICY_FILES = [".pipewright.yml", ".pipewright.yaml"] as const;

const LIST_MAX = 100;
const Text = (max: number) => z.string().trim().min(1).max(max);
/** A host name, or `*.` and a domain for every host below it; never an address, a port or a path. */
const HOST = /^(\*\.)?([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/;

const JobRule = z
  .strictObject({
    command: Text(4000)
      .optional()
      .describe("Run before and after the fix as its proof, in place of the command that failed."),
    image: Text(300)
      .regex(/^[a-zA-Z0-9][\w./:@-]*$/, "must be the name of a container image, such as node:22-slim")
      .optional()
      .describe("Container image for the proof and the fix, in place of the one that was found."),
  })
  .describe("What proves a fix for the jobs that the key names.");

/** What the kinds are that a policy can allow; `manual` and `wait` run nothing and are always possible. */
export const PolicyKind = z.enum(["script", "patch", "rerun", "restart"]);
export type PolicyKind = z.infer<typeof PolicyKind>;

export const NotifyTarget = z.enum(["slack", "email", "webhook"]);
export type NotifyTarget = z.infer<typeof NotifyTarget>;

/** `.pipewright.yml`, as it stands in the default branch of a repository. */
export const PolicyFile = z
  .strictObject({
    version: z.literal(1).describe("Version of this format."),
    jobs: z
      .record(Text(200), JobRule)
      .optional()
      .describe(
        "By `workflow/job`, by job or by workflow; `*` stands for any text. The first entry that matches a job counts.",
      ),
    fixes: z
      .strictObject({
        kinds: z
          .array(PolicyKind)
          .max(PolicyKind.options.length)
          .optional()
          .describe(
            "Kinds of fixes that may be run; without it, all. What is not allowed becomes a task for a person.",
          ),
        protect: z.array(Text(300)).max(LIST_MAX).optional().describe("Paths that no fix may touch, as in .gitignore."),
      })
      .optional()
      .describe("What a fix may be, and what it may touch."),
    approvals: z
      .strictObject({
        two_from: RiskTier.optional().describe("Risk from which two different people must approve."),
        people: z
          .array(Text(64))
          .min(1)
          .max(LIST_MAX)
          .optional()
          .describe(
            "Who may approve, by the names that Pipewright knows them by; without it, everybody who may answer.",
          ),
      })
      .optional()
      .describe("Who has to say yes."),
    network: z
      .strictObject({
        hosts: z
          .array(Text(255).regex(HOST, 'must be a host name such as "packages.example.org" or "*.example.org"'))
          .max(LIST_MAX)
          .describe("Hosts that a fix may reach; an empty list is no network at all."),
      })
      .optional()
      .describe("Where a fix may go. Without it, an approved fix that asks for the network has all of it."),
    notify: z
      .array(NotifyTarget)
      .max(NotifyTarget.options.length)
      .optional()
      .describe("Who is told about this repository."),
  })
  .describe("What Pipewright may do in this repository, and who decides.");
export type PolicyFile = z.infer<typeof PolicyFile>;

/** A mistake in the file, for its author. Lines and columns count from 1. */
export const PolicyProblem = z.object({
  line: z.int().min(1),
  column: z.int().min(1),
  /** Dotted, e.g. `fixes.kinds.0`; empty for the whole file. */
  path: z.string(),
  message: z.string(),
});
export type PolicyProblem = z.infer<typeof PolicyProblem>;

/** A rule that applies to an incident, with the line of the file on which it stands. */
const AppliedRule = z.object({ line: z.int().min(1), words: z.string() });

/**
 * What the repository's policy says for one incident; loaded before the proposal is shown, so that what was shown is what holds.
 * `none`: the repository has no such file. `unknown`: it could not be read; it is read again before anything is run.
 */
export const AppliedPolicy = z.object({
  status: z.enum(["found", "none", "unknown", "invalid"]),
  file: z.string().optional(),
  /** The commit of the default branch that it was read from. */
  commit: z.string().optional(),
  /** SHA-256 of the file, hexadecimal. */
  hash: z.string().optional(),
  /** Why it is `unknown`. */
  reason: z.string().optional(),
  problems: z.array(PolicyProblem).optional(),
  /** What applies, in plain words and in the file's order. */
  rules: z.array(AppliedRule),
  command: z.string().optional(),
  image: z.string().optional(),
  kinds: z.array(PolicyKind).optional(),
  protect: z.array(z.string()).optional(),
  twoFrom: RiskTier.optional(),
  people: z.array(z.string()).optional(),
  hosts: z.array(z.string()).optional(),
  notify: z.array(NotifyTarget).optional(),
  /** Lines of the lists, by their path in the file. */
  lines: z.record(z.string(), z.int().min(1)).optional(),
});
export type AppliedPolicy = z.infer<typeof AppliedPolicy>;
