import { describe, expect, it } from "vitest";
import { readLogFile } from "./read-log-file.ts";

const LOG = "Run make\nmake: *** missing separator.  Stop.\n";
const GZIPPED = await gzip(LOG);
const file = (content: BlobPart) => new File([content], "build.log");

async function gzip(text: string): Promise<ArrayBuffer> {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}

describe("a log given as a file", () => {
  it("is read as text, with its lines counted", async () => {
    expect(await readLogFile(file(LOG))).toEqual({ log: { name: "build.log", text: LOG, lines: 2 } });
  });

  it("is unpacked when it is gzipped", async () => {
    expect(await readLogFile(file(GZIPPED))).toMatchObject({ log: { text: LOG } });
  });

  it("is read in the encoding that PowerShell writes", async () => {
    const units = Uint16Array.from(`\ufeff${LOG}`, (character) => character.charCodeAt(0));
    expect(await readLogFile(file(units))).toMatchObject({ log: { text: LOG } });
  });

  it.each([
    ["an archive", new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1]), "Unpack it"],
    ["nothing", " \n", "is empty"],
    ["a program", "\u007fELF\u0000\u0000", "is not text"],
    ["half a gzip", GZIPPED.slice(0, 20), "cannot be read"],
  ])("is refused with words when it is %s", async (_what, content, words) => {
    const read = await readLogFile(file(content));
    expect("problem" in read && read.problem).toContain(words);
  });
});
