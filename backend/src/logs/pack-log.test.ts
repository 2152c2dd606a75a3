import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type LogSection, mergeSections, sectionOf, sectionsOf } from "./log-index.ts";
import { createLogPacker } from "./pack-log.ts";
import { readLogLines, SHOWN_LINE_CHARACTERS, type StoredLine } from "./read-log-lines.ts";
import { createLogReducer } from "./reduce-log.ts";
import { type LogQuestion, searchLog } from "./search-log.ts";
import { wholeLines } from "./whole-lines.ts";

interface Packed {
  file: Buffer;
  lines: number;
  sections: LogSection[];
  read(from: number, count: number): Promise<StoredLine[]>;
  search(question: Partial<LogQuestion>): Promise<number[]>;
}

async function packed(text: string): Promise<Packed> {
  const packer = createLogPacker();
  const file = await buffer(Readable.from(packer.pack(Readable.from(wholeLines(text)))));
  const { lines, index } = packer.packed();
  const sections = sectionsOf(index, file.length);
  // In chunks of an odd size, so that characters and line ends are cut in two.
  const open = ({ start, end }: LogSection) => chunksOf(gunzipSync(file.subarray(start, end)), 9973);
  return {
    file,
    lines,
    sections,
    read(from, count) {
      const section = mergeSections(sections, sectionOf(sections, from), sectionOf(sections, from + count - 1));
      return readLogLines(open(section), { first: section.firstLine, from, count });
    },
    async search(question) {
      const asked: LogQuestion = { text: "x", direction: "forward", limit: 1000, ...question };
      return (await searchLog(sections, asked, open)).lines;
    },
  };
}

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Long enough for several sections. */
function longLog(lineEnd: (n: number) => string): string {
  return Array.from({ length: 30_000 }, (_, n) => `${n + 1} ünï 🚀 ${"·".repeat(n % 40)}${lineEnd(n)}`).join("");
}

describe.each([
  ["LF", () => "\n"],
  ["CR LF", () => "\r\n"],
  ["lone CR", () => "\r"],
  ["all three, mixed", (n: number) => ["\n", "\r\n", "\r"][n % 3] ?? "\n"],
])("a packed log whose lines end with %s", (_name, lineEnd) => {
  const text = longLog(lineEnd);

  it("is one gzip file", async () => {
    expect(gunzipSync((await packed(text)).file).toString()).toBe(text);
  });

  it("gives every line by its number, wherever it is entered", async () => {
    const log = await packed(text);
    expect(log.lines).toBe(30_000);
    expect(log.sections.length).toBeGreaterThan(3);
    for (const from of [1, 2, 9_999, 15_000, 29_990, ...log.sections.map(({ firstLine }) => firstLine)]) {
      const lines = await log.read(from, 11);
      expect(lines.map(({ n }) => n)).toEqual(Array.from({ length: Math.min(11, 30_001 - from) }, (_, i) => from + i));
      for (const line of lines) expect(line.text).toBe(`${line.n} ünï 🚀 ${"·".repeat((line.n - 1) % 40)}`);
    }
  });

  it("numbers lines as the diagnosis does", async () => {
    const failing = text + ["Traceback (most recent call last):", "ValueError: no", ""].join(lineEnd(0));
    const reducer = createLogReducer();
    reducer.push(Buffer.from(failing));
    const { totalLines, lines } = reducer.finish();
    const log = await packed(failing);
    expect(log.lines).toBe(totalLines);
    const evidence = lines.find((line) => line.text === "ValueError: no");
    expect(await log.read(evidence?.n ?? 0, 1)).toEqual([evidence]);
  });
});

describe("a packed log", () => {
  it("may be empty, or end without a line end", async () => {
    const empty = await packed("");
    expect([empty.lines, await empty.read(1, 5), gunzipSync(empty.file).length]).toEqual([0, [], 0]);
    expect(await (await packed("\n\nlast")).read(2, 5)).toEqual([
      { n: 2, text: "" },
      { n: 3, text: "last" },
    ]);
    expect(await (await packed("only")).read(2, 5)).toEqual([]);
  });

  it("is numbered as the diagnosis does it where a line only looks as if it began with a timestamp", async () => {
    const text = "first\nabcd-\nefghTijklmnopqrstuvwxZ last\n";
    const reducer = createLogReducer();
    reducer.push(Buffer.from(text));
    expect((await packed(text)).lines).toBe(reducer.finish().totalLines);
  });

  it("cuts long lines where they are shown, and counts on behind one that fills many sections", async () => {
    const log = await packed(`first\n${"é".repeat(3_000_000)}\r\nthird`);
    expect(await log.read(1, 3)).toEqual([
      { n: 1, text: "first" },
      { n: 2, text: "é".repeat(SHOWN_LINE_CHARACTERS), cut: 3_000_000 - SHOWN_LINE_CHARACTERS },
      { n: 3, text: "third" },
    ]);
  });

  it("does not cut a character, or CR LF, in two", async () => {
    const text = `${"🚀".repeat(600_000)}x`;
    expect(gunzipSync((await packed(text)).file).toString()).toBe(text);
    for (const shift of [0, 1]) {
      const log = await packed(`${"a".repeat(64 * 1024 - shift)}\r\n`.repeat(9));
      expect([log.lines, (await log.read(9, 9)).length]).toEqual([9, 1]);
    }
  });
});

describe("the search in a packed log", () => {
  const text = Array.from({ length: 40_000 }, (_, n) => `line ${n + 1} ${"·".repeat(20)}`).join("\n");

  it("finds text in both directions, in any case, from any line, up to the limit", async () => {
    const log = await packed(text);
    expect(await log.search({ text: "LINE 1234", limit: 4 })).toEqual([1234, 12340, 12341, 12342]);
    expect(await log.search({ text: "line 1234", from: 12342 })).toEqual([12342, ...range(12343, 12349)]);
    expect(await log.search({ text: "line 1234", direction: "backward", limit: 2 })).toEqual([12349, 12348]);
    expect(await log.search({ text: "line 1234", direction: "backward", from: 12341 })).toEqual([12341, 12340, 1234]);
    expect(await log.search({ text: "line 40001" })).toEqual([]);
  });

  it("sees words that colour codes part, and does not see the codes", async () => {
    const log = await packed("ok\n\u001b[31mErr\u001b[1mor\u001b[0m: no\n");
    expect(await log.search({ text: "error: NO" })).toEqual([2]);
    expect(await log.search({ text: "31m" })).toEqual([]);
  });

  it("takes the text as it is, not as a pattern", async () => {
    expect(await (await packed("a.b\naxb\n(a|b)*")).search({ text: "a.b" })).toEqual([1]);
  });
});

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}
