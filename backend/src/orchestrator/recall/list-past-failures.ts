import type { EarlierFix, NearFailure } from "@pipewright/contract/similar";
import type { PastFailure } from "../../agents/past-failures.ts";
import type { Recalled } from "./recall-failure.ts";

/** The same failure first, with its last fix, then those that are like it: what a model is told. */
export function listPastFailures({ failure, history, near }: Recalled): PastFailure[] {
  const { seen, fixed, returned } = history;
  const last = fixed ?? history.notHeld[0];
  const isBack = returned.some(({ digest }) => digest === last?.digest);
  const same: PastFailure = {
    title: failure.title,
    isSame: true,
    ...(last && { fix: told(last, isBack ? "delivered, and the failure is back" : last.outcome) }),
  };
  return [...(seen > 0 ? [same] : []), ...near.map(likeIt)];
}

function likeIt({ title, fix }: NearFailure): PastFailure {
  return { title, isSame: false, ...(fix && { fix: told(fix, fix.outcome) }) };
}

function told({ kind, summary }: EarlierFix, result: string): PastFailure["fix"] {
  return { kind, summary, result };
}
