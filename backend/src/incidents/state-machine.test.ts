import { IncidentStatus } from "@pipewright/contract/incident";
import { describe, expect, it } from "vitest";
import {
  FIX_REFUTED,
  ImpossibleTransitionError,
  isWorking,
  nextStatus,
  POLICY_APPEARED,
  POLICY_VIOLATION,
  retryStatus,
} from "./state-machine.ts";

describe("the state machine", () => {
  it("leads from a signal to a resolved incident", () => {
    const way = [
      "started",
      "collected",
      "diagnosed",
      "proposed",
      "asked",
      "approved",
      "executed",
      "verified",
      "delivered",
    ] as const;
    let status: IncidentStatus = "received";
    for (const event of way) status = nextStatus(status, event);
    expect(status).toBe("resolved");
  });

  it("executes nothing that is not awaiting an answer", () => {
    for (const from of IncidentStatus.options.filter((status) => status !== "awaiting_approval")) {
      expect(() => nextStatus(from, "approved")).toThrow(ImpossibleTransitionError);
    }
  });

  it("goes on waiting when only some of those who must approve have", () => {
    expect(nextStatus("awaiting_approval", "approved_in_part")).toBe("awaiting_approval");
    expect(() => nextStatus("rejected", "approved_in_part")).toThrow(ImpossibleTransitionError);
  });

  it("lets every working step fail, and no ended one go on", () => {
    for (const status of IncidentStatus.options) {
      if (isWorking(status)) expect(nextStatus(status, "step_failed")).toBe("failed");
      else expect(() => nextStatus(status, "step_failed")).toThrow(ImpossibleTransitionError);
    }
  });

  it("lets another proposal take the place of one that waits or failed, and of no other", () => {
    for (const from of IncidentStatus.options) {
      const isRevisable = from === "awaiting_approval" || from === "failed";
      if (isRevisable) {
        expect(nextStatus(from, "revision_asked")).toBe("proposing");
        expect(nextStatus(from, "edited")).toBe("assessing");
      } else expect(() => nextStatus(from, "edited")).toThrow(ImpossibleTransitionError);
    }
  });

  it("retries the step that failed, but asks anew where the fix was refuted", () => {
    expect(retryStatus({ step: "collecting", code: "github_unreachable" })).toBe("collecting");
    expect(retryStatus({ step: "verifying", code: FIX_REFUTED })).toBe("proposing");
    expect(retryStatus({ step: "executing", code: POLICY_VIOLATION })).toBe("proposing");
    expect(retryStatus({ step: "executing", code: POLICY_APPEARED })).toBe("proposing");
    expect(() => retryStatus({ step: "resolved", code: "x" })).toThrow(ImpossibleTransitionError);
  });
});
