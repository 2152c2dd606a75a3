import { type ExecutionDeps, type ExecutionHooks, type ExecutionInput, provingCommand } from "./execution-deps.ts";
import type { Executor } from "./executor.ts";

/**
 * The executor of one execution, in which all its phases run: the first choice, or the stand-in when that cannot have the image.
 * One that an earlier process began with is kept. @throws UpstreamError when the first choice itself is out of order
 */
export async function pickExecutor(
  input: ExecutionInput,
  deps: Pick<ExecutionDeps, "executor" | "standIn" | "verifyCommand">,
  hooks: Pick<ExecutionHooks, "signal" | "onStandIn">,
): Promise<Executor> {
  const { executor, standIn } = deps;
  const runsNothing = input.fix.kind !== "script" && provingCommand(input, deps) === undefined;
  if (standIn === undefined || runsNothing) return executor;
  if (input.journal.executor === executor.name) return executor;
  const image = input.image ?? input.fix.image;
  const { ok, message } = await executor.prepare(image, hooks.signal);
  if (ok && input.journal.executor === undefined) return executor;
  if (input.journal.executor === undefined) {
    await hooks.onStandIn(standIn.name, `${message}. Going on in the embedded ${standIn.name}`);
  }
  return ok ? standIn : blaming(standIn, message);
}

/** The stand-in, whose refusals also say why it stands in: that is what a person can mend. */
function blaming(standIn: Executor, why: string): Executor {
  return {
    ...standIn,
    async run(request, options) {
      const result = await standIn.run(request, options);
      if (result.outcome !== "unavailable") return result;
      return { ...result, reason: `${result.reason?.replace(/\.$/, "")}. ${why}` };
    },
  };
}
