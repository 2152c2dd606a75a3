import type { AppliedPolicy } from "@pipewright/contract/policy";
import type { Fence } from "./fence-data.ts";

/** What the repository's policy says of fixes. */
export type FixPolicy = Pick<AppliedPolicy, "kinds" | "protect" | "hosts" | "command">;

/** Of the paths, and of the hosts; what a longer list forbids besides is still refused afterwards. */
const MAX_LIST_CHARS = 2000;
const MAX_COMMAND_CHARS = 500;

/** For the system prompt: what binds a fix. Only our own words; what the repository wrote itself stands in the data. */
export function policyRules({ kinds, protect = [], hosts, command }: FixPolicy): string[] {
  const rules = [
    kinds !== undefined && kindRule(kinds),
    protect.length > 0 &&
      "Never change, create or delete a path that the policy protects (patterns as in .gitignore). If the cause lies there, answer with kind manual.",
    hosts !== undefined && hostRule(hosts),
    command !== undefined && "The fix is proven by the policy's command: it fails now, and has to pass with the fix.",
  ].filter((rule) => rule !== false);
  return rules.length === 0
    ? []
    : ["The repository has a policy. A fix against it is not run, but left to a person:", ...rules.map(asItem)];
}

/** What the repository wrote, fenced: values for the rules, not orders. */
export function policyData({ protect = [], hosts = [], command }: FixPolicy, fence: Fence): string[] {
  const named = {
    ...(protect.length > 0 && { protectedPaths: firstOf(protect) }),
    ...(hosts.length > 0 && { hosts: firstOf(hosts) }),
    ...(command !== undefined && { command: command.slice(0, MAX_COMMAND_CHARS) }),
  };
  return Object.keys(named).length === 0 ? [] : [fence.wrap("What the policy names", JSON.stringify(named))];
}

function kindRule(kinds: NonNullable<FixPolicy["kinds"]>): string {
  return kinds.length === 0
    ? "No kind of fix is run: answer with kind manual or wait."
    : `Only these kinds are run: ${kinds.join(", ")}. Else answer with kind manual or wait.`;
}

function hostRule(hosts: readonly string[]): string {
  return hosts.length === 0
    ? "There is no network: no script may need it."
    : "A script may reach the hosts that the policy names, and no other.";
}

function asItem(rule: string): string {
  return `- ${rule}`;
}

function firstOf(values: readonly string[]): string[] {
  let left = MAX_LIST_CHARS;
  return values.filter(({ length }) => {
    left -= length;
    return left >= 0;
  });
}
