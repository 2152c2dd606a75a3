/** What the main thread gives the worker: one command over one folder. */
export interface SandboxJob {
  /** Absolute path of the workspace on the host; the worker only reads it. */
  workspace: string;
  command: string;
  env: Record<string, string>;
  timeoutMs: number;
  /** Bytes of files that the run may hold in memory. */
  maxFileBytes: number;
}

/** One difference between the workspace and what the command left, by path relative to the root. */
export type TreeChange =
  | { kind: "deleted"; path: string }
  | { kind: "directory"; path: string }
  | { kind: "symlink"; path: string; target: string }
  | { kind: "file"; path: string; mode: number; content: Uint8Array }
  | { kind: "mode"; path: string; mode: number };

/** What the worker answers, once. */
export type SandboxAnswer =
  | { kind: "exited"; exitCode: number; output: string; changes: TreeChange[] }
  /** The command needs something that is not here; `reason` says what. */
  | { kind: "unavailable"; reason: string; output: string };
