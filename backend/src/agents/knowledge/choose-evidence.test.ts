import { describe, expect, it } from "vitest";
import { reduceLog } from "../../logs/reduce-log.ts";
import { asGitHubJob } from "../../logs/testing/marked-log.ts";
import { diagnoseWithKnowledge } from "./diagnose-with-knowledge.ts";

function shownOf(command: string, output: string): string[] {
  const { diagnosis } = diagnoseWithKnowledge(reduceLog(asGitHubJob(command, output)));
  return diagnosis.evidence.map(({ excerpt }) => excerpt.split("\n")[0] ?? "");
}

describe("what is shown beside the likeliest range", () => {
  it("is the annotation that says the same once more", () => {
    const shown = shownOf(
      "npx vitest run",
      `
 FAIL  src/cart.test.ts > sums
AssertionError: expected 'error' to be 'blocked'
 ❯ src/cart.test.ts:40:34

⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯

 Test Files  1 failed (1)
   Duration  1.87s
##[error]AssertionError: expected 'error' to be 'blocked'`,
    );
    expect(shown).toEqual([" FAIL  src/cart.test.ts > sums", "AssertionError: expected 'error' to be 'blocked'"]);
  });

  it("is every try that failed alike", () => {
    const refused = `
remote: Repository not found.
##[error]fatal: repository 'https://github.com/shop/base/' not found`;
    const shown = shownOf(
      "git clone https://github.com/shop/base",
      `${refused}\nWaiting 19 seconds before trying again\nSyncing repository${refused}`,
    );
    expect(shown).toEqual(["remote: Repository not found.", "remote: Repository not found."]);
  });
});
