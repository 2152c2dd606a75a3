import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Scenario } from "@pipewright/contract/simulate";
import { describe, expect, it } from "vitest";
import { diagnoseWithKnowledge } from "../agents/knowledge/diagnose-with-knowledge.ts";
import { reduceLog } from "../logs/reduce-log.ts";

const EXAMPLES = fileURLToPath(new URL("../../../examples", import.meta.url));
const SURE = 0.6;
const scenarios = readdirSync(EXAMPLES).filter((id) => existsSync(join(EXAMPLES, id, "failure.log")));

describe("the failures of the examples", () => {
  it.each(scenarios)("%s is what it was made to be", (id) => {
    const scenario = Scenario.parse(JSON.parse(readFileSync(join(EXAMPLES, id, "scenario.json"), "utf8")));
    const { diagnosis, fix } = diagnoseWithKnowledge(
      reduceLog(readFileSync(join(EXAMPLES, id, "failure.log"), "utf8")),
    );
    expect({ category: diagnosis.category, fix: fix.kind }).toEqual({
      category: scenario.expected.category,
      fix: scenario.expected.fix,
    });
    expect(diagnosis.confidence).toBeGreaterThan(SURE);
    expect(fix.command).toBe(scenario.command);
  });
});
