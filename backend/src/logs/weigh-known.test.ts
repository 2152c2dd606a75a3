import { expect, it } from "vitest";
import { createPassingLog, type PassingLog } from "./passing-log.ts";
import { createLogReducer } from "./reduce-log.ts";

const NOISE = "error: cache server 17 did not answer after 250 ms";
const CAUSE = "src/app.ts(4,7): error TS2322: Type 'string' is not assignable to type 'number'.";
const END = "Process completed with exit code 2.\n";

function passingLog(...pieces: string[]): PassingLog {
  const passing = createPassingLog();
  for (const piece of pieces) passing.push(Buffer.from(piece));
  passing.end();
  return passing;
}

function reduceBeside(passing: PassingLog, text: string) {
  const reducer = createLogReducer({ passing });
  reducer.push(Buffer.from(text));
  return reducer.finish();
}

it("ranks what a passing run of the job shows as well below what is new", () => {
  const passing = passingLog("starting\nerror: cache server 3 did not ", "answer after 90 ms\ndone\n");
  const { candidates } = reduceBeside(passing, `starting\n${NOISE}\n${CAUSE}\n${END}`);
  expect(candidates[0]).toMatchObject({ startLine: 3 });
  const noise = candidates.find(({ startLine, endLine }) => startLine === 2 && endLine === 2);
  expect(noise?.score ?? 0).toBeLessThan(0.4);
});

it("shows what is new when nothing in the log looks like an error", () => {
  const passing = passingLog("loading 12 plans\nplan a is 4 h old\nplan b is 9 h old\ndone in 3 s\nbye\n");
  const text = `loading 14 plans\nplan a is 2 h old\nplan b is from the future\ndone in 4 s\nbye\n${END}`;
  expect(reduceBeside(passing, text).candidates[0]).toMatchObject({
    startLine: 3,
    endLine: 3,
    reason: "new since the last run that passed",
  });
});

it.each([
  ["a hash", "built 3f2a9bc1", "built 99ab01cd"],
  ["a UUID", "job 0b3a52f0-1c7e-4d2b-9a52-9d1f0a7c1e55", "job 77aa52f0-1c7e-4d2b-9a52-9d1f0a7c1e00"],
  ["a duration", "took 1.25s", "took 3 ms"],
  ["a size", "wrote 12 kB", "wrote 3.5 MB"],
  ["a folder of one run", "cd /tmp/tmp.x8Aq2", "cd /tmp/tmp.Zq11a"],
])("takes %s for what differs from run to run", (_, before, now) => {
  expect(passingLog(`${before}\n`).knows(now)).toBe(true);
});

it("tells names apart", () => {
  const passing = passingLog("PASS src/cart.test.ts\n");
  expect(passing.knows("FAIL src/cart.test.ts")).toBe(false);
  expect(passing.knows("PASS src/card.test.ts")).toBe(false);
});
