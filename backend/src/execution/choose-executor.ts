import type { Executor } from "./executor.ts";

export interface ExecutorChoice {
  executor: Executor;
  /** Takes over where Docker answers, but has no image and can pull none. */
  standIn?: Executor;
  /** Why it is this one, and how to have the other. */
  message: string;
}

export interface ChooseExecutorInput {
  /** `EXECUTOR`: `auto` is Docker when its engine answers, else the embedded sandbox. */
  wish: "auto" | "docker" | "sandbox";
  docker: Executor;
  sandbox: Executor;
  signal: AbortSignal;
}

/** Chooses where commands run. What is wished for by name is taken even when it does not answer, so that nothing is hidden. */
export async function chooseExecutor({ wish, docker, sandbox, signal }: ChooseExecutorInput): Promise<ExecutorChoice> {
  if (wish === "sandbox") return { executor: sandbox, message: "embedded sandbox, as EXECUTOR=sandbox says" };
  const { ok, message, advice } = await docker.check(signal);
  const why = ok || advice === undefined ? message : `${message}; ${advice}`;
  if (wish === "docker") return { executor: docker, message: why };
  if (ok) return { executor: docker, standIn: sandbox, message };
  return { executor: sandbox, message: `embedded sandbox, since Docker does not answer (${why})` };
}
