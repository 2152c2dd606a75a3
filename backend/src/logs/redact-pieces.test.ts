import { describe, expect, it } from "vitest";
import { redactExcerpt } from "./redact-excerpt.ts";
import { createPieceRedactor } from "./redact-pieces.ts";
import { ISSUED_SAMPLES, privateKey } from "./testing/secret-samples.ts";

const TEXT = `${ISSUED_SAMPLES.map(([, sample]) => `using ${sample} now`).join("\n")}\n${privateKey(4).join("\r\n")}\nthe end`;

describe("the redactor of pieces", () => {
  it.each([1, 7, 64, 1000])("masks secrets that are cut into pieces of %d characters", (size) => {
    const redactor = createPieceRedactor();
    let masked = "";
    for (let at = 0; at < TEXT.length; at += size) masked += redactor.push(TEXT.slice(at, at + size));
    masked += redactor.end();
    for (const [, sample] of ISSUED_SAMPLES) expect(masked).not.toContain(sample.replace(/^\w+=/, ""));
    expect(masked).not.toContain(privateKey(1)[1]);
    expect(masked.split(/\r\n|\n/)).toHaveLength(TEXT.split(/\r\n|\n/).length);
    expect(masked.endsWith("the end")).toBe(true);
  });

  it("gives a whole line on at once", () => {
    const redactor = createPieceRedactor();
    expect(redactor.push("one\ntw")).toBe("one\n");
    expect(redactor.push("o\n")).toBe("two\n");
    expect(redactor.end()).toBe("");
  });

  it("holds no endless line back", () => {
    const redactor = createPieceRedactor();
    expect(redactor.push("a".repeat(100_000))).toHaveLength(100_000);
  });
});

describe("an excerpt", () => {
  it("does not show the body of a private key that has lost its first line", () => {
    const rest = privateKey(3).slice(2).join("\n");
    expect(redactExcerpt(rest)).not.toContain(privateKey(3)[2]);
  });

  it("shows digests and ids", () => {
    const text = `sha256 ${"0123456789abcdef".repeat(4)}\n${"0123456789abcdef".repeat(4)}\n`;
    expect(redactExcerpt(text)).toBe(text);
  });
});
