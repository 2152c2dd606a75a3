import type { Plan } from "../query/plan.ts";
import type { CommandContext, Reply } from "./command.ts";
import { SERVER_VERSION } from "./server-version.ts";

/** The `queryPlanner` part of MongoDB's explain: the winning plan and the index it uses. */
export function explainPlan(_context: CommandContext, namespace: string, plan: Plan | undefined, sorts = false): Reply {
  const scan = plan === undefined ? { stage: "EOF" } : describe(plan);
  const winningPlan = plan !== undefined && sorts && !plan.sorted ? { stage: "SORT", inputStage: scan } : scan;
  return {
    explainVersion: "1",
    queryPlanner: { namespace, plannerVersion: 1, indexFilterSet: false, winningPlan, rejectedPlans: [] },
    serverInfo: { version: SERVER_VERSION },
    ok: 1,
  };
}

function describe(plan: Plan): Record<string, unknown> {
  switch (plan.stage) {
    case "EOF":
      return { stage: "EOF" };
    case "COLLSCAN":
      return { stage: "COLLSCAN", direction: plan.reverse ? "backward" : "forward" };
    case "OR":
      return { stage: "OR", inputStages: plan.branches.map(describe) };
    case "IXSCAN":
      return {
        stage: "FETCH",
        inputStage: {
          stage: "IXSCAN",
          indexName: plan.index.name,
          keyPattern: plan.index.key,
          isMultiKey: plan.index.multikey,
          isUnique: plan.index.unique,
          isSparse: plan.index.sparse,
          isPartial: plan.index.partial !== undefined,
          direction: plan.reverse ? "backward" : "forward",
          ranges: plan.ranges.length,
        },
      };
  }
}
