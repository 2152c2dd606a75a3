import type { Finding } from "@pipewright/contract/doctor";
import type { Fix } from "@pipewright/contract/fix";
import { ExecutorName, type Incident } from "@pipewright/contract/incident";
import type { RunLimits } from "@pipewright/contract/run-limits";
import { formatBytes, formatCount } from "../../lib/format-number.ts";
import { formatSpan } from "../../lib/format-time.ts";

export const PLACE_WORDS: Record<ExecutorName, string> = {
  docker: "a Docker container",
  sandbox: "the built-in sandbox",
};

/** Where the fix has run; until then, where the server would run it. Undefined while that is not known. */
export function executorOf(
  { execution }: Pick<Incident, "execution">,
  findings: Finding[] | undefined,
): ExecutorName | undefined {
  return execution?.executor ?? ExecutorName.safeParse(findings?.find(({ id }) => id === "executor")?.kind).data;
}

/** Whether the run reaches the network; the sandbox has none to give. */
export function networkWords(fix: Pick<Fix, "network" | "hosts">, executor: ExecutorName | undefined): string {
  if (!fix.network) return "none";
  if (executor === "sandbox") return "wanted, but the sandbox has none";
  return fix.hosts ? `only ${fix.hosts.join(", ")}` : "allowed";
}

/** `10 min · 1.0 GiB memory · 2 CPUs · 512 processes`; the sandbox starts no process, so only time counts there. */
export function limitWords({ timeoutMs, memoryBytes, cpus, pids }: RunLimits, executor: ExecutorName): string {
  const time = `${formatSpan(timeoutMs)} a command`;
  if (executor === "sandbox") return time;
  const memory = `${formatBytes(memoryBytes)} memory`;
  return [time, memory, formatCount(cpus, "CPU", "CPUs"), formatCount(pids, "process", "processes")].join(" · ");
}
