import { z } from "zod";

/** What kind of failure it is. A closed list: rules, models, filters and charts share it. */
export const Category = z.enum([
  "dependency",
  "lockfile",
  "compile",
  "type_check",
  "lint",
  "format",
  "test_failure",
  "flaky",
  "runtime_error",
  "configuration",
  "missing_secret",
  "missing_file",
  "command_not_found",
  "permission",
  "container_build",
  "infrastructure",
  "network",
  "rate_limit",
  "disk_full",
  "out_of_memory",
  "timeout",
  "cancelled",
  "version_control",
  "unknown",
]);
export type Category = z.infer<typeof Category>;

export const Severity = z.enum(["low", "medium", "high", "critical"]);
export type Severity = z.infer<typeof Severity>;

/** Who made a diagnosis or a fix. */
export const Provider = z.enum(["knowledge", "gemini", "ollama", "mistral", "anthropic", "openai", "person"]);
export type Provider = z.infer<typeof Provider>;

/** A range of log lines, 1-based and inclusive, and the reason why it counts. */
export const Evidence = z.object({
  startLine: z.int().min(1),
  endLine: z.int().min(1),
  reason: z.string(),
  /** The lines themselves, cleaned of colour codes and timestamps, joined by newlines. */
  excerpt: z.string(),
});
export type Evidence = z.infer<typeof Evidence>;

export const Diagnosis = z.object({
  category: Category,
  title: z.string().min(1),
  rootCause: z.string(),
  severity: Severity,
  confidence: z.number().min(0).max(1),
  provider: Provider,
  /** Ordered: the first range is the primary one. */
  evidence: z.array(Evidence),
  /** The knowledge rule that matched, e.g. `python/missing-module`. */
  rule: z.string().optional(),
});
export type Diagnosis = z.infer<typeof Diagnosis>;
