import type { HealthPart } from "@pipewright/contract/health";

/** Where commands run, as far as it can be asked how it is. */
export interface CheckedExecutor {
  name: string;
  check(signal: AbortSignal): Promise<{ ok: boolean; message: string; advice?: string }>;
}

const BETTER_CHOICE = {
  advice:
    "Start Docker to run fixes with a repository's own tools, and then Pipewright again. Set DOCKER_HOST where the engine is elsewhere.",
  snippet: "DOCKER_HOST=unix:///var/run/docker.sock",
};

/** Whether approved fixes can be run now. */
export async function checkExecutor(executor: CheckedExecutor, signal: AbortSignal): Promise<HealthPart> {
  const { ok, message, advice } = await executor.check(signal);
  return {
    status: ok ? "ok" : "down",
    kind: executor.name,
    message,
    ...(executor.name === "sandbox" && BETTER_CHOICE),
    ...(advice !== undefined && { advice }),
  };
}
