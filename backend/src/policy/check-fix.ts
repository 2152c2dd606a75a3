import type { FixDraft, FixKind } from "@pipewright/contract/fix";
import { allowsHost } from "@pipewright/contract/host-rule";
import type { AppliedPolicy } from "@pipewright/contract/policy";
import { PolicyKind } from "@pipewright/contract/policy";
import { protectedPaths } from "./check-paths.ts";
import { scriptHosts } from "./script-hosts.ts";

type CheckedFix = Pick<FixDraft, "kind" | "script" | "patch" | "network">;

/** Why the policy does not let this fix be run, with the rule and its line; undefined when it does. */
export function refusalOf(fix: CheckedFix, policy: AppliedPolicy): string | undefined {
  if (!isRun(fix.kind)) return undefined;
  const { file = "" } = policy;
  if (policy.status === "invalid") {
    const mistakes = (policy.problems ?? []).map(({ line, column, path, message }) =>
      [`${file}:${line}:${column}:`, path, message].filter(Boolean).join(" "),
    );
    return `Nothing is run for this repository until its policy file is right:\n${mistakes.join("\n")}`;
  }
  return refusedKind(fix.kind, policy) ?? refusedPaths(fix, policy) ?? refusedHosts(fix, policy);
}

function refusedKind(kind: PolicyKind, { kinds, file, lines }: AppliedPolicy): string | undefined {
  if (kinds === undefined || kinds.includes(kind)) return undefined;
  const allowed = kinds.length === 0 ? "no kind of fix" : `only ${kinds.join(", ")}`;
  return `${rule(file, lines, "fixes.kinds")} allows ${allowed}; this is a ${kind}.`;
}

function refusedPaths({ kind, patch = "" }: CheckedFix, policy: AppliedPolicy): string | undefined {
  const touched = kind === "patch" ? protectedPaths(patch, policy) : [];
  return touched.length === 0 ? undefined : pathsRefusal(touched, policy);
}

/** Which protected paths a change touches, and by which lines of the policy they are protected. */
export function pathsRefusal(touched: ReturnType<typeof protectedPaths>, { file }: AppliedPolicy): string {
  const ruled = touched.flatMap(({ path, rule }) =>
    rule ? [`${path} (${rule.pattern}, line ${rule.line ?? "?"})`] : [],
  );
  const own = touched.filter(({ rule }) => rule === undefined).map(({ path }) => path);
  return [
    ruled.length > 0 && `${file} protects paths that this fix touches: ${ruled.join("; ")}.`,
    own.length > 0 && `No fix may touch the policy itself (${own.join(", ")}).`,
  ]
    .filter(Boolean)
    .join(" ");
}

function refusedHosts({ kind, script = "", network }: CheckedFix, { hosts, file, lines }: AppliedPolicy) {
  if (hosts === undefined || kind !== "script" || !network) return undefined;
  const where = rule(file, lines, "network.hosts");
  if (hosts.length === 0) return `${where} allows no network; this script needs it.`;
  const refused = scriptHosts(script).filter((host) => !allowsHost(hosts, host));
  return refused.length === 0 ? undefined : `${where} does not allow ${refused.join(", ")}.`;
}

function rule(file: string | undefined, lines: AppliedPolicy["lines"], path: string): string {
  return `${file ?? "The policy"} line ${lines?.[path] ?? "?"} (${path})`;
}

function isRun(kind: FixKind): kind is PolicyKind {
  return PolicyKind.options.some((each) => each === kind);
}
