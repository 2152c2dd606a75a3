import { spawnSync } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { hostileLogs } from "./hostile-logs.ts";
import { makeLog } from "./make-log.ts";

const MEGABYTE = 1_000_000;
const SIZES_MB = [1, 10, 100, 500];
const COMPARED_MB = 200;
const RUNS = 3;
/** What people search a log for. */
const ERROR_WORDS = "error|fail|exception|fatal|panic|cannot|could not|not found|denied|timed out";

const Reduced = z.object({ ms: z.number(), peakMiB: z.number(), lines: z.number(), title: z.string() });
type Reduced = z.infer<typeof Reduced>;

interface Row {
  log: string;
  ms: number;
  peakMiB: number;
  lines: number;
  title: string;
}

/** Measures how long it takes from the file to the evidence, each in a process of its own. `--json` prints the figures as JSON. */
async function main(asJson: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pipewright-bench-logs-"));
  try {
    const compared = await compareWithSearch(join(folder, "compared.log"));
    const rows: Row[] = [];
    for (const megabytes of SIZES_MB) rows.push(await measureSize(join(folder, "sized.log"), megabytes));
    for (const { name, pieces } of hostileLogs()) {
      const path = join(folder, "hostile.log");
      await pipeline(Readable.from(pieces()), createWriteStream(path));
      rows.push({ log: name, ...reduceFile(path) });
    }
    process.stdout.write(asJson ? `${JSON.stringify({ compared, rows })}\n` : table(compared, rows));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both read the same file, in turns; the fastest run of each counts. */
async function compareWithSearch(path: string) {
  await makeLog(path, COMPARED_MB * MEGABYTE);
  let ours: Reduced | undefined;
  let searchMs: number | undefined;
  for (let run = 0; run < RUNS; run += 1) {
    const reduced = reduceFile(path);
    if (ours === undefined || reduced.ms < ours.ms) ours = reduced;
    const ms = search(path);
    if (ms !== undefined) searchMs = Math.min(ms, searchMs ?? Number.POSITIVE_INFINITY);
  }
  if (ours === undefined) throw new Error("Nothing was measured.");
  return { megabytes: COMPARED_MB, ours, searchMs };
}

async function measureSize(path: string, megabytes: number): Promise<Row> {
  await makeLog(path, megabytes * MEGABYTE);
  return { log: `${megabytes} MB`, ...reduceFile(path) };
}

function reduceFile(path: string): Reduced {
  const script = fileURLToPath(new URL("reduce-file.ts", import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [...process.execArgv, script, path], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`reduce-file.ts ended with ${status}`);
  return Reduced.parse(JSON.parse(stdout));
}

/** ms for `rg -c -i` from start to end; undefined where it is not installed. */
function search(path: string): number | undefined {
  const begun = performance.now();
  const { error } = spawnSync("rg", ["-c", "-i", ERROR_WORDS, path], { stdio: "ignore" });
  return error === undefined ? performance.now() - begun : undefined;
}

function table({ megabytes, ours, searchMs }: Awaited<ReturnType<typeof compareWithSearch>>, rows: Row[]): string {
  const beside =
    searchMs === undefined
      ? "rg is not installed: nothing to compare with"
      : `rg -c -i on the same file: ${searchMs.toFixed(0)} ms, so ${(ours.ms / searchMs).toFixed(2)} times its time`;
  const lines = rows.map(({ log, ms, peakMiB, lines: count, title }) =>
    [
      log.padEnd(44),
      ms.toFixed(0).padStart(7),
      peakMiB.toFixed(0).padStart(9),
      String(count).padStart(10),
      ` ${title}`,
    ].join(" "),
  );
  return [
    `${megabytes} MB to evidence: ${ours.ms.toFixed(0)} ms, peak ${ours.peakMiB.toFixed(0)} MiB; ${beside}`,
    "",
    `${"log".padEnd(44)} ${"ms".padStart(7)} ${"peak MiB".padStart(9)} ${"lines".padStart(10)}  what is said of it`,
    ...lines,
    "",
  ].join("\n");
}

await main(process.argv.includes("--json"));
