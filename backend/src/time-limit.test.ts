import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { timeLimit } from "@pipewright/contract/time-limit";
import { expect, it } from "vitest";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

it("is kept when nothing but a joined signal depends on it, and garbage is collected", async () => {
  const joined = AbortSignal.any([new AbortController().signal, timeLimit(50)]);
  const aborted = new Promise((resolve) => joined.addEventListener("abort", () => resolve(joined.reason)));
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await sleep(1);
  }
  expect(await aborted).toMatchObject({ name: "TimeoutError" });
});
