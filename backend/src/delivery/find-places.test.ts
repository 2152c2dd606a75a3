import { expect, it } from "vitest";
import { findPlaces } from "./find-places.ts";

const places = (excerpt: string) =>
  findPlaces([{ startLine: 1, endLine: 9, reason: "exception", excerpt }], 10).map(
    ({ path, line }) => `${path}:${line}`,
  );

it.each([
  ['  File "/home/runner/work/shop/shop/app/load.py", line 2, in load\nNameError: x', "app/load.py:2"],
  ["src/a.ts:12:5 - error TS2304: no", "src/a.ts:12"],
  ["src/a.ts(12,5): error TS2304: no", "src/a.ts:12"],
  ["./pkg/a.go:7: undefined: x", "pkg/a.go:7"],
])("finds the line of code that the log names: %j", (excerpt, place) => {
  expect(places(excerpt)).toEqual([place]);
});

it("finds nothing outside of the repository, and no time of day", () => {
  expect(places('File "/usr/lib/python3.12/json.py", line 3\n../secret.py:3: no\nat 12:30:01 done')).toEqual([]);
});
