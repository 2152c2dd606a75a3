import { z } from "zod";
import { Provider } from "./diagnosis.ts";

/**
 * `script` and `patch` change the repository; `rerun` runs the job again; `restart` restarts a service;
 * `wait` means that nothing is to be done here; `manual` means that only a person can know.
 */
export const FixKind = z.enum(["script", "patch", "rerun", "restart", "wait", "manual"]);
export type FixKind = z.infer<typeof FixKind>;

/** A remedy as an agent proposes it, before it is bound to an incident. */
export const FixDraft = z.object({
  kind: FixKind,
  /** One line in plain words: what the fix does. */
  summary: z.string().min(1),
  /** Why this remedy, and for `manual` what a person should look at. */
  why: z.string(),
  /** `script` only: POSIX shell, run from the repository's root. */
  script: z.string().optional(),
  /** `patch` only: a unified diff that `git apply` takes from the repository's root. */
  patch: z.string().optional(),
  /** How to take it back. */
  undo: z.string().optional(),
  /** True when the script needs the network (to install a module, say). */
  network: z.boolean(),
  /** The failing command, if the log or the rule knows it; the proof runs it before and after. */
  command: z.string().optional(),
  provider: Provider,
});
export type FixDraft = z.infer<typeof FixDraft>;

/** What will run, exactly. The digest covers all of it, so an approval covers nothing else. */
export const Fix = FixDraft.extend({
  revision: z.int().min(1),
  /** Container image for the run; the sandbox has none. */
  image: z.string().optional(),
  /** The only hosts that the script may reach, where the repository's policy names them. */
  hosts: z.array(z.string()).optional(),
  /** `sha256:` and 64 hex digits over the canonical content. */
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
});
export type Fix = z.infer<typeof Fix>;
