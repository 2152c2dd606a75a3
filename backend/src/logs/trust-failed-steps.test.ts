import { describe, expect, it } from "vitest";
import { createLogReducer } from "./reduce-log.ts";

/** Lint may fail (`continue-on-error`) and says so louder than the step after it that ended the job. */
const LOG = `##[section]Starting: test
2024-05-02T10:00:00.1000000Z ##[group]Run npm run lint
2024-05-02T10:00:00.2000000Z npm run lint
2024-05-02T10:00:00.3000000Z shell: /usr/bin/bash -e {0}
2024-05-02T10:00:00.4000000Z ##[endgroup]
2024-05-02T10:00:02.0000000Z src/a.ts(12,5): error TS2322: Type 'string' is not assignable to type 'number'.
2024-05-02T10:00:02.5000000Z ##[error]Process completed with exit code 2.
2024-05-02T10:00:04.1000000Z ##[group]Run ./upload-report.sh
2024-05-02T10:00:04.2000000Z ./upload-report.sh
2024-05-02T10:00:04.3000000Z shell: /usr/bin/bash -e {0}
2024-05-02T10:00:04.4000000Z ##[endgroup]
2024-05-02T10:00:05.0000000Z the report is too old
2024-05-02T10:00:05.5000000Z ##[error]Process completed with exit code 3.
2024-05-02T10:00:06.0000000Z Post job cleanup.
`;
const LINT = { job: "test", name: "Lint", startedAt: "2024-05-02T10:00:00Z", completedAt: "2024-05-02T10:00:02Z" };
const REPORT = { job: "test", name: "Report", startedAt: "2024-05-02T10:00:04Z", completedAt: "2024-05-02T10:00:05Z" };

function reduce(failedSteps: (typeof LINT)[]) {
  const reducer = createLogReducer({ failedSteps });
  reducer.push(Buffer.from(LOG));
  const { exitCode, failingStep, candidates } = reducer.finish();
  return { exitCode, failingStep, line: candidates[0]?.startLine };
}

describe("the steps that failed, as the CI system says", () => {
  it("go before what the log looks like", () => {
    expect(reduce([])).toMatchObject({ exitCode: 2, line: 6 });
    expect(reduce([REPORT])).toEqual({
      exitCode: 3,
      failingStep: { name: "Report", command: "./upload-report.sh" },
      line: 12,
    });
  });

  it("are called by their own names", () => {
    expect(reduce([LINT])).toMatchObject({ exitCode: 2, failingStep: { name: "Lint", command: "npm run lint" } });
  });

  it("say nothing of another job, nor of a time at which the log shows no step", () => {
    expect(reduce([{ ...REPORT, job: "build" }])).toEqual(reduce([]));
    const hour = { startedAt: "2024-05-02T11:00:00Z", completedAt: "2024-05-02T11:00:09Z" };
    expect(reduce([{ ...REPORT, ...hour }])).toEqual(reduce([]));
    expect(reduce([{ ...REPORT, startedAt: "soon", completedAt: "" }])).toEqual(reduce([]));
  });
});
