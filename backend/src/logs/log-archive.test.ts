import { buffer, text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { type NamedLog, openLogArchive } from "./log-archive.ts";
import { reduceFailingLog } from "./reduce-failing-log.ts";
import { asGitHubJob } from "./testing/marked-log.ts";

async function archiveOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

function contentOf(log: NamedLog | undefined): Promise<string> {
  if (log === undefined) throw new Error("no log");
  return text(log.read());
}

const PASSED = "2026-05-14T10:00:00.0070000Z ##[group]Run make\n2026-05-14T10:00:00.0080000Z all is well\n";
const FAILED = asGitHubJob("python3 a.py", "ValueError: no", 1);

describe("an archive of logs", () => {
  it("gives the logs of jobs in order, and not those of their steps", async () => {
    const archive = await archiveOf({
      "10_deploy.txt": PASSED,
      "2_test.txt": FAILED,
      "test/1_Set up job.txt": PASSED,
      "test/system.txt": PASSED,
    });
    const logs = await openLogArchive(archive);
    expect(logs.map(({ name }) => name)).toEqual(["2_test.txt", "10_deploy.txt"]);
    expect(await contentOf(logs[0])).toBe(FAILED);
  });

  it("gives the logs of steps where there are no others", async () => {
    const logs = await openLogArchive(await archiveOf({ "test/10_b.txt": "b", "test/2_a.txt": "a", "readme.md": "" }));
    expect(logs.map(({ name }) => name)).toEqual(["test/2_a.txt", "test/10_b.txt"]);
  });

  it("is told by the log whose step failed, and its lines are that log's", async () => {
    const [first, ...others] = await openLogArchive(await archiveOf({ "1_lint.txt": PASSED, "2_test.txt": FAILED }));
    if (first === undefined) throw new Error("no log");
    const { name, reduced } = await reduceFailingLog([first, ...others]);
    expect(name).toBe("2_test.txt");
    expect(reduced.exitCode).toBe(1);
    expect(reduced.totalLines).toBe(FAILED.trimEnd().split("\n").length);
  });

  it.each([
    ["is none", Buffer.from("PK\u0003\u0004 and nothing more")],
    ["holds no log", { "photo.png": "x" }],
  ])("is refused in plain words when it %s", async (_, content) => {
    const archive = Buffer.isBuffer(content) ? content : await archiveOf(content);
    await expect(openLogArchive(archive)).rejects.toMatchObject({ code: "bad_archive", status: 422 });
  });

  it("is refused when it would unpack to more than a log may be, and not unpacked", async () => {
    const archive = await archiveOf({ "1_test.txt": Buffer.alloc(1024) });
    // The size that the directory of the archive claims, as 4 bytes behind the compressed size.
    const directory = archive.lastIndexOf("PK\u0001\u0002");
    archive.writeUInt32LE(0xfffffff0, directory + 24);
    await expect(openLogArchive(archive)).rejects.toMatchObject({ code: "bad_archive" });
  });

  it("is cut off when a log unpacks to more than it claims", async () => {
    const archive = await archiveOf({ "1_test.txt": Buffer.alloc(1024 * 1024) });
    archive.writeUInt32LE(10, archive.lastIndexOf("PK\u0001\u0002") + 24);
    const [log] = await openLogArchive(archive);
    await expect(contentOf(log)).rejects.toMatchObject({ code: "bad_archive" });
  });
});
