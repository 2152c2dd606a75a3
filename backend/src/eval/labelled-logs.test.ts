import { Diagnosis } from "@pipewright/contract/diagnosis";
import { FixDraft } from "@pipewright/contract/fix";
import { describe, expect, it } from "vitest";
import { diagnoseWithKnowledge } from "../agents/knowledge/diagnose-with-knowledge.ts";
import { reduceLog } from "../logs/reduce-log.ts";
import { evaluateCase } from "./evaluate-case.ts";
import { belowFloors } from "./floors.ts";
import { labelledFolder } from "./labelled-folder.ts";
import { readCaseLog, readCases } from "./read-cases.ts";
import { summariseScores } from "./summarise-scores.ts";

const TIMEOUT_MS = 120_000;
const { folder, found } = labelledFolder(process.env.PIPEWRIGHT_LABELLED_LOGS);
if (!found)
  console.warn(`SKIPPED: no labelled logs at ${folder}. Set PIPEWRIGHT_LABELLED_LOGS to a folder with cases.jsonl.`);

describe.skipIf(!found)("the labelled logs", () => {
  it("are all diagnosed, with evidence that lies in the log", { timeout: TIMEOUT_MS }, async () => {
    for (const labelled of await readCases(folder)) {
      const log = reduceLog(await readCaseLog(folder, labelled.fail));
      const { diagnosis, fix } = diagnoseWithKnowledge(log);
      Diagnosis.parse(diagnosis);
      FixDraft.parse(fix);
      expect(diagnosis.evidence.length, labelled.id).toBeGreaterThan(0);
      expect(diagnosis.evidence.length, labelled.id).toBeLessThanOrEqual(5);
      for (const { startLine, endLine } of diagnosis.evidence) {
        expect(startLine).toBeLessThanOrEqual(endLine);
        expect(endLine).toBeLessThanOrEqual(log.totalLines);
      }
    }
  });

  it("are told as well as agreed", { timeout: TIMEOUT_MS }, async () => {
    const results = [];
    for (const labelled of await readCases(folder)) results.push(await evaluateCase(folder, labelled));
    expect(belowFloors(summariseScores(results).scores)).toEqual([]);
  });
});
