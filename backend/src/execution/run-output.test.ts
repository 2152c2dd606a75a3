import { describe, expect, it } from "vitest";
import { collectOutput } from "./run-output.ts";

const KIB = 1024;

describe("collectOutput", () => {
  it("passes everything on as it comes and keeps the end", () => {
    const pieces: string[] = [];
    const output = collectOutput((text) => pieces.push(text));
    output.add("one\n");
    output.add("two\n");
    expect(pieces).toEqual(["one\n", "two\n"]);
    expect(output.tail()).toBe("one\ntwo\n");
    expect(output.full()).toBe(false);
  });

  it("stops passing on at the limit, says so, and still keeps the end", () => {
    const pieces: string[] = [];
    const output = collectOutput((text) => pieces.push(text), 10);
    output.add("0123456789abc");
    output.add("the end\n");
    expect(pieces).toEqual(["0123456789", "\n[output cut here: more than 10 bytes]\n"]);
    expect(output.full()).toBe(true);
    expect(output.tail()).toBe("0123456789abcthe end\n");
  });

  it("keeps at most 16 KiB, from the beginning of a line", () => {
    const output = collectOutput(() => {});
    for (let line = 0; line < 5000; line += 1) output.add(`line ${line} ä\n`);
    const tail = output.tail();
    expect(Buffer.byteLength(tail)).toBeLessThanOrEqual(16 * KIB);
    expect(tail).toMatch(/^line \d+ ä\n/);
    expect(tail.endsWith("line 4999 ä\n")).toBe(true);
  });

  it("cuts one endless line at a whole character", () => {
    const output = collectOutput(() => {});
    output.add("ä".repeat(20 * KIB));
    expect(output.tail()).toMatch(/^ä+$/);
    expect(Buffer.byteLength(output.tail())).toBeLessThanOrEqual(16 * KIB);
  });
});
