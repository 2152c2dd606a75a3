import { expect, it } from "vitest";
import { createPassingLogs } from "./passing-logs.ts";

it("fetches and reads the log of a passed job once for a crowd of failures", async () => {
  const logs = createPassingLogs();
  let fetched = 0;
  const fetchLog = async () => {
    fetched += 1;
    return Buffer.from("all is well\n");
  };
  const first = await logs.fetch("acme/shop 1", fetchLog);
  const second = await logs.fetch("acme/shop 1", fetchLog);
  expect(logs.read(first).knows("all is well")).toBe(true);
  expect(logs.read(second)).toBe(logs.read(first));
  expect(fetched).toBe(1);
});

it("keeps a few logs, those last asked for, and none that is very long", async () => {
  const logs = createPassingLogs();
  const fetched: string[] = [];
  const ask = (key: string, bytes = 1) =>
    logs.fetch(key, async () => {
      fetched.push(key);
      return Buffer.alloc(bytes);
    });
  for (const key of ["a", "b", "c", "d", "a", "e", "a", "b"]) await ask(key);
  expect(fetched).toEqual(["a", "b", "c", "d", "e", "b"]);
  await ask("long", 17 * 1024 * 1024);
  await ask("long", 17 * 1024 * 1024);
  expect(fetched.slice(-2)).toEqual(["long", "long"]);
});
