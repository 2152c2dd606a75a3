import { posix } from "node:path";
import type { AppliedPolicy } from "@pipewright/contract/policy";
import ignore from "ignore";
import { patchPaths } from "./patch-paths.ts";

/** A path that a change touches though a rule protects it. */
export interface ProtectedPath {
  path: string;
  pattern: string;
  /** Line of the rule in the policy file. */
  line: number | undefined;
}

/** The protected paths that a diff touches, in the diff's order. */
export function protectedPaths(diff: string, { protect = [], lines = {} }: AppliedPolicy): ProtectedPath[] {
  if (protect.length === 0 || diff === "") return [];
  const matcher = ignore({ allowRelativePaths: true }).add(protect);
  return patchPaths(diff).flatMap((given) => {
    const path = posix.normalize(given).replace(/^(?:\.?\/)+/, "");
    const { ignored, rule } = matcher.test(path);
    if (!ignored) return [];
    const pattern = rule?.pattern ?? protect.find((each) => ignore().add(each).ignores(path)) ?? "";
    return [{ path, pattern, line: lines[`fixes.protect.${protect.indexOf(pattern)}`] }];
  });
}
