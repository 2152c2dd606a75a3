import type { RunReport } from "@pipewright/contract/runs";
import type { Signal } from "@pipewright/contract/signal";
import { describe, expect, it } from "vitest";
import type { Runs } from "../runs/runs.ts";
import { takeReport } from "./take-report.ts";

const REPORT: RunReport = {
  repo_full_name: "acme/shop",
  branch: "main",
  commit_sha: "0123456789abcdef",
  commit_message: "Use hunter2",
  workflow_name: "CI",
  status: "failure",
  job: "test",
};

/** Runs and incidents that are kept in memory, as durable as the test lasts. */
function rooms() {
  const incidents = new Map<string, string>();
  const stored: Parameters<Runs["record"]>[0][] = [];
  const passed: string[][] = [];
  let fails = false;
  return {
    stored,
    passed,
    incidents,
    failNextRecord() {
      fails = true;
    },
    async accept({ dedupeKeys: [key = ""] }: Signal) {
      const known = incidents.get(key);
      const eventId = known ?? `incident-${incidents.size + 1}`;
      incidents.set(key, eventId);
      return { eventId, duplicate: known !== undefined };
    },
    runs: {
      async record(run: Parameters<Runs["record"]>[0]) {
        if (fails) {
          fails = false;
          throw new Error("the disk is full");
        }
        const at = stored.findIndex(({ dedupeKey }) => dedupeKey === run.dedupeKey);
        return at === -1
          ? { id: `run-${stored.push(run)}`, duplicate: false }
          : { id: `run-${at + 1}`, duplicate: true };
      },
      failuresOf: async ({ job }: { job: string }) =>
        stored.flatMap((run) => (run.job === job && run.eventId ? [run.eventId] : [])),
    },
    notePassed: async (ids: string[]) => void passed.push(ids),
    redact: (text: string) => text.replaceAll("hunter2", "***"),
    now: () => new Date("2026-11-24T12:00:00Z"),
  };
}

describe("a report", () => {
  it("of a failure is a run that leads to its incident, without secrets", async () => {
    const place = rooms();
    expect(await takeReport(REPORT, place)).toEqual({ id: "run-1", duplicate: false, event_id: "incident-1" });
    expect(place.stored).toMatchObject([{ status: "failure", eventId: "incident-1", commitMessage: "Use ***" }]);
  });

  it("of a run that passed is a run and no incident", async () => {
    const place = rooms();
    expect(await takeReport({ ...REPORT, status: "success" }, place)).toEqual({ id: "run-1", duplicate: false });
    expect(place.incidents.size).toBe(0);
  });

  it("that is sent again after the run could not be stored loses nothing and doubles nothing", async () => {
    const place = rooms();
    place.failNextRecord();
    await expect(takeReport(REPORT, place)).rejects.toThrow("the disk is full");
    expect(await takeReport(REPORT, place)).toEqual({ id: "run-1", duplicate: false, event_id: "incident-1" });
    expect(await takeReport(REPORT, place)).toEqual({ id: "run-1", duplicate: true, event_id: "incident-1" });
  });

  it("tells the memory of a job that passes where it had failed, and of no other", async () => {
    const place = rooms();
    await takeReport(REPORT, place);
    const { job: _job, ...unnamed } = REPORT;
    await takeReport({ ...unnamed, status: "success" }, place);
    await takeReport({ ...REPORT, job: "lint", status: "success" }, place);
    expect(place.passed).toEqual([]);
    await takeReport({ ...REPORT, status: "success", run_attempt: 2 }, place);
    expect(place.passed).toEqual([["incident-1"]]);
  });
});
