import { describe, expect, it } from "vitest";
import { type Check, createDoctor } from "./doctor.ts";

const NEVER = () => new Promise<never>(() => {});

/** A doctor with one check, and a clock that stands still until it is moved. */
function doctorWith(run: Check["run"]) {
  const clock = { ms: 0 };
  const doctor = createDoctor({
    checks: [{ id: "store", name: "Store", run }],
    timeoutMs: 20,
    now: () => new Date(clock.ms),
    hideSecrets: (text) => text.replaceAll("hunter2", "***"),
  });
  return { doctor, clock };
}

describe("the doctor", () => {
  it("looks at a part seldom for the overview, and anew when it is told to", async () => {
    let looks = 0;
    const { doctor, clock } = doctorWith(async () => ({ status: "ok", kind: "x", message: `look ${++looks}` }));
    expect(await doctor.examine()).toMatchObject([
      { id: "store", message: "look 1", checkedAt: "1970-01-01T00:00:00.000Z" },
    ]);
    expect(await doctor.examine()).toMatchObject([{ message: "look 1" }]);
    expect(await doctor.test("store")).toMatchObject({ message: "look 2" });
    expect(await doctor.examine()).toMatchObject([{ message: "look 2" }]);
    clock.ms = 31_000;
    expect(await doctor.examine()).toMatchObject([{ message: "look 3" }]);
  });

  it("gives those who ask at the same time the same answer", async () => {
    let looks = 0;
    const { doctor } = doctorWith(async () => ({ status: "ok", kind: "x", message: `look ${++looks}` }));
    const answers = await Promise.all([doctor.test("store"), doctor.test("store"), doctor.examine()]);
    expect(looks).toBe(1);
    expect(answers[0]).toEqual(answers[1]);
  });

  it("waits no longer than its limit, even for a check that does not heed it", async () => {
    const { doctor } = doctorWith(NEVER);
    expect(await doctor.test("store")).toMatchObject({ status: "down", message: "No answer within 0.02 s" });
  });

  it("says what a check threw, without the secrets in it", async () => {
    const { doctor } = doctorWith(() => Promise.reject(new Error("mongodb://me:hunter2@db refuses")));
    expect(await doctor.test("store")).toMatchObject({ status: "down", message: "mongodb://me:***@db refuses" });
  });
});
