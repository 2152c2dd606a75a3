import { expect, it } from "vitest";
import { reduceLog } from "./reduce-log.ts";
import { createPassingLog } from "./weigh-against.ts";

const NOISE = "error: cache server 17 did not answer after 250 ms";
const CAUSE = "src/app.ts(4,7): error TS2322: Type 'string' is not assignable to type 'number'.";

it("ranks what a passing run of the job shows as well below what is new", () => {
  const passing = createPassingLog();
  passing.push("starting\nerror: cache server 3 did not ");
  passing.push("answer after 90 ms\ndone\n");
  const weighed = passing.weigh(reduceLog(`starting\n${NOISE}\n${CAUSE}\nProcess completed with exit code 2.\n`));
  expect(weighed.candidates[0]).toMatchObject({ startLine: 3 });
  const noise = weighed.candidates.find(({ startLine, endLine }) => startLine === 2 && endLine === 2);
  expect(noise?.score ?? 0).toBeLessThan(0.4);
});
