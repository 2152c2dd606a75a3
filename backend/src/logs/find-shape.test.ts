import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ALL_SHAPES } from "./all-shapes.ts";
import { createShapeFinder } from "./find-shape.ts";

/** Thousands of lines that tools print: the logs in the tests beside this one. */
function linesOfTests(): string[] {
  const names = readdirSync(import.meta.dirname).filter((name) => name.startsWith("reduce-log"));
  const texts = names.map((name) => readFileSync(join(import.meta.dirname, name), "utf8"));
  return texts.flatMap((text) => text.split("\n")).map((line) => line.replace(/^»/, "").replaceAll("\\t", "\t"));
}

it("finds by literals what trying every shape finds", () => {
  const find = createShapeFinder();
  const differences = linesOfTests().flatMap((line) => {
    const tried = ALL_SHAPES.find(
      ({ needs, start, unless }) =>
        (needs?.some((literal) => line.includes(literal)) ?? true) && start.test(line) && !unless?.test(line),
    );
    const found = find(line);
    return tried === found ? [] : [`${found?.id} instead of ${tried?.id}: ${line}`];
  });
  expect(differences).toEqual([]);
});
