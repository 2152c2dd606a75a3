import type { AppliedPolicy } from "@pipewright/contract/policy";
import { type JobName, matchJob } from "./match-job.ts";
import { type ParsedPolicy, parsePolicy } from "./parse-policy.ts";

/** Where a policy was read from. */
export interface PolicyOrigin {
  file: string;
  commit?: string | undefined;
  hash: string;
}

/** What the text of a policy file says for one job. */
export function resolvePolicy(text: string, origin: PolicyOrigin, job: JobName): AppliedPolicy {
  const read = parsePolicy(text);
  const from = { file: origin.file, hash: origin.hash, ...(origin.commit !== undefined && { commit: origin.commit }) };
  if (!read.ok) return { status: "invalid", ...from, problems: read.problems, rules: [] };
  const { file } = read.policy;
  const pattern = matchJob(read.policy.jobs, job);
  const rule = pattern === undefined ? undefined : file.jobs?.[pattern];
  return {
    status: "found",
    ...from,
    rules: rulesOf(read.policy, pattern),
    ...(rule?.command !== undefined && { command: rule.command }),
    ...(rule?.image !== undefined && { image: rule.image }),
    ...(file.fixes?.kinds && { kinds: file.fixes.kinds }),
    ...(file.fixes?.protect && { protect: file.fixes.protect }),
    ...(file.approvals?.two_from && { twoFrom: file.approvals.two_from }),
    ...(file.approvals?.people && { people: file.approvals.people }),
    ...(file.network && { hosts: file.network.hosts }),
    ...(file.notify && { notify: file.notify }),
    lines: linesOf(read.policy),
  };
}

function rulesOf({ file, lineOf }: ParsedPolicy, pattern: string | undefined): AppliedPolicy["rules"] {
  const rule = pattern === undefined ? undefined : file.jobs?.[pattern];
  const { kinds, protect = [] } = file.fixes ?? {};
  const { two_from, people } = file.approvals ?? {};
  const hosts = file.network?.hosts;
  const all: [path: PropertyKey[], words: string | false | undefined][] = [
    [["jobs", pattern ?? "", "command"], rule?.command !== undefined && `proof: ${rule.command}`],
    [["jobs", pattern ?? "", "image"], rule?.image !== undefined && `image: ${rule.image}`],
    [["fixes", "kinds"], kinds && `allowed fixes: ${kinds.join(", ") || "none"}`],
    [["fixes", "protect"], protect.length > 0 && `${protect.join(", ")} protected`],
    [["approvals", "two_from"], two_from && `two approvers from ${two_from}`],
    [["approvals", "people"], people && `approved by ${people.join(", ")}`],
    [["network", "hosts"], hosts && (hosts.length > 0 ? `network: ${hosts.join(", ")}` : "no network")],
  ];
  return all.flatMap(([path, words]) => (words ? [{ line: lineOf(path), words }] : [])).sort((a, b) => a.line - b.line);
}

function linesOf({ file, lineOf }: ParsedPolicy): Record<string, number> {
  const paths: PropertyKey[][] = [
    ["fixes", "kinds"],
    ...(file.fixes?.protect ?? []).map((_each, index) => ["fixes", "protect", index]),
    ["approvals", "two_from"],
    ["approvals", "people"],
    ["network", "hosts"],
  ];
  return Object.fromEntries(paths.map((path) => [path.map(String).join("."), lineOf(path)]));
}
