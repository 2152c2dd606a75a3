import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const PIECE_LINES = 4000;
const MS_PER_LINE = 7;

type Numbers = () => number;

/** What a job prints when all is well. Some of it holds words that a search for errors finds. */
const ORDINARY: readonly ((next: Numbers) => string)[] = [
  (next) =>
    `Get:${next() % 900} http://mirror.example.org/debian bookworm/main amd64 libfoo${next() % 99} amd64 1.${next() % 30}-1 [${next() % 999} kB]`,
  (next) => `Unpacking libfoo${next() % 99}:amd64 (1.${next() % 30}-1) ...`,
  (next) => `Setting up libbar-perl (0.${next() % 99}-2+b1) ...`,
  (next) => `npm http fetch GET 200 https://registry.example.org/pkg-${next() % 5000} ${next() % 400}ms (cache miss)`,
  (next) => `Downloading from central: https://maven.example.org/maven2/org/acme/core-${next() % 900}.pom`,
  (next) => `Progress (1): ${next() % 900}/${900 + (next() % 100)} kB`,
  (next) => `[INFO] Compiling ${next() % 300} source files to /home/runner/work/app/app/target/classes`,
  (next) => `   Compiling serde_${next() % 300} v1.0.${next() % 200}`,
  (next) => `=== RUN   TestParse/case_${next() % 9000}`,
  (next) => `--- PASS: TestParse/case_${next() % 9000} (0.0${next() % 9}s)`,
  (next) => `ok  \tgithub.com/acme/app/pkg${next() % 400}\t0.${next() % 999}s`,
  (next) => `tests/test_api_${next() % 60}.py::test_returns_item[${next() % 500}] PASSED   [ ${next() % 99}%]`,
  (next) => `  ✓ renders the list with ${next() % 900} items (${next() % 90} ms)`,
  (next) => `PASS src/components/List${next() % 300}.test.tsx`,
  (next) => `#${next() % 40} ${next() % 90}.${100 + (next() % 800)} Collecting requests==2.${next() % 32}.0`,
  (next) => ` ---> Running in ${(next() * 7919).toString(16).padStart(12, "0").slice(0, 12)}`,
  (next) =>
    `2024-05-14 10:${10 + (next() % 49)}:02,${100 + (next() % 800)} DEBUG worker-${next() % 16} handled request ${next()} in ${next() % 90} ms`,
  (next) => `  adding: build/assets/chunk-${(next() * 31).toString(36)}.js (deflated ${next() % 99}%)`,
];
/** One line in so many is one of these: harmless, though it speaks of errors. */
const SUSPICIOUS_EVERY = 60;
const SUSPICIOUS: readonly ((next: Numbers) => string)[] = [
  (next) => `  ✓ shows an error when the request fails (${next() % 90} ms)`,
  (next) =>
    `[INFO] Tests run: ${1 + (next() % 40)}, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.${next() % 999} s`,
  (next) => `tests/test_errors.py::test_raises_value_error[${next() % 500}] PASSED   [ ${next() % 99}%]`,
  (next) => `warning: unused variable: \`error_count_${next() % 90}\``,
  (next) => `npm warn deprecated glob@7.${next() % 9}.0: Glob versions prior to v9 are no longer supported`,
];
const HEAD = [
  "##[group]Runner Image",
  "Image: ubuntu-22.04",
  "##[endgroup]",
  "##[group]Run npm ci && npm test",
  "\u001b[36;1mnpm ci && npm test\u001b[0m",
  "shell: /usr/bin/bash -e {0}",
  "##[endgroup]",
];
const FAILURE = [
  "FAIL src/cart/total.test.ts",
  "  ● total › adds the tax of each line",
  "",
  "    expect(received).toBe(expected) // Object.is equality",
  "",
  "    Expected: 107",
  "    Received: 100",
  "",
  "      12 |   it('adds the tax of each line', () => {",
  "    > 13 |     expect(total([{ net: 100, tax: 7 }])).toBe(107);",
  "         |                                           ^",
  "",
  "      at Object.<anonymous> (src/cart/total.test.ts:13:43)",
  "",
  "Tests:       1 failed, 812 passed, 813 total",
  "##[error]Process completed with exit code 1.",
  "Post job cleanup.",
  "Cleaning up orphan processes",
];

/** Writes a GitHub Actions log of about so many bytes that ends with a failing test. The same size gives the same log. */
export async function makeLog(path: string, bytes: number): Promise<void> {
  await pipeline(Readable.from(pieces(bytes)), createWriteStream(path));
}

/** Lines of a job in which all is well, without those that speak of errors. */
export function ordinaryLines(count: number): string[] {
  const next = numbers();
  return Array.from({ length: count }, () => ORDINARY[next() % ORDINARY.length]?.(next) ?? "");
}

function* pieces(bytes: number): Generator<string> {
  const next = numbers();
  const stamp = stamps();
  yield HEAD.map((text) => `${stamp()}${text}\n`).join("");
  for (let written = 0; written < bytes; ) {
    const lines = Array.from({ length: PIECE_LINES }, () => `${stamp()}${ordinaryLine(next)}\n`);
    const piece = lines.join("");
    written += piece.length;
    yield piece;
  }
  yield FAILURE.map((text) => `${stamp()}${text}\n`).join("");
}

function ordinaryLine(next: Numbers): string {
  const choice = next();
  const from = choice % SUSPICIOUS_EVERY === 0 ? SUSPICIOUS : ORDINARY;
  return from[next() % from.length]?.(next) ?? "";
}

function stamps(): () => string {
  let ms = Date.UTC(2026, 4, 14, 10, 0, 0);
  return () => {
    ms += MS_PER_LINE;
    return `${new Date(ms).toISOString().slice(0, -1)}0000Z `;
  };
}

/** Whole numbers below 2^31 that look random and are the same each time (a linear congruential generator). */
function numbers(): Numbers {
  let seed = 42;
  return () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed >>> 8;
  };
}
