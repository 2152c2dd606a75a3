import { posix } from "node:path";
import { type AppliedPolicy, POLICY_FILES } from "@pipewright/contract/policy";
import ignore from "ignore";
import { patchPaths } from "./patch-paths.ts";

/** A path that a change touches though it is protected. */
export interface ProtectedPath {
  path: string;
  /** The rule, with its line in the policy file; absent for the policy file itself, which no fix may ever touch. */
  rule?: { pattern: string; line: number | undefined };
}

const POLICY_PATHS: ReadonlySet<string> = new Set(POLICY_FILES);

/** The protected paths that a diff touches, in the diff's order. */
export function protectedPaths(diff: string, { protect = [], lines = {} }: AppliedPolicy): ProtectedPath[] {
  const matcher = ignore({ allowRelativePaths: true }).add(protect);
  return patchPaths(diff).flatMap((given): ProtectedPath[] => {
    const path = posix.normalize(given).replace(/^(?:\.?\/)+/, "");
    if (POLICY_PATHS.has(path.toLowerCase())) return [{ path }];
    const { ignored, rule } = matcher.test(path);
    if (!ignored) return [];
    const pattern = rule?.pattern ?? "";
    return [{ path, rule: { pattern, line: lines[`fixes.protect.${protect.indexOf(pattern)}`] } }];
  });
}
