import { describe, expect, it } from "vitest";
import { executorOf, limitWords, networkWords } from "./run-words.ts";

const LIMITS = { timeoutMs: 600_000, memoryBytes: 1024 ** 3, cpus: 2, pids: 512 };
const SANDBOX_FINDING = {
  id: "executor" as const,
  name: "Executor",
  status: "ok" as const,
  kind: "sandbox",
  message: "ready",
  checkedAt: "2026-01-01T00:00:00.000Z",
};

describe("where a fix runs", () => {
  it("is where it has run, else where the server would run it", () => {
    const ran = { executor: "docker" as const, exitCode: 0, startedAt: "2026-01-01T00:00:00.000Z" };
    expect(executorOf({ execution: ran }, [SANDBOX_FINDING])).toBe("docker");
    expect(executorOf({}, [SANDBOX_FINDING])).toBe("sandbox");
    expect(executorOf({}, undefined)).toBeUndefined();
  });

  it("limits a container in everything, the sandbox in time", () => {
    expect(limitWords(LIMITS, "docker")).toBe("10 min a command · 1.0 GiB memory · 2 CPUs · 512 processes");
    expect(limitWords(LIMITS, "sandbox")).toBe("10 min a command");
  });

  it("says whether the network is reached", () => {
    expect(networkWords({ network: false }, "docker")).toBe("none");
    expect(networkWords({ network: true }, "docker")).toBe("allowed");
    expect(networkWords({ network: true, hosts: ["a.example", "b.example"] }, "docker")).toBe(
      "only a.example, b.example",
    );
    expect(networkWords({ network: true }, "sandbox")).toBe("wanted, but the sandbox has none");
  });
});
