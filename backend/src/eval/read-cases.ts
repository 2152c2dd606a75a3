import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

const Range = z.tuple([z.int(), z.int()]);

/** One line of `cases.jsonl`; `pass`, `secondAnnotator` and `contextLines` may be missing. */
export const LabelledCase = z.object({
  id: z.string(),
  fail: z.string(),
  pass: z.string().optional(),
  errorLines: z.array(Range),
  contextLines: z.array(Range).optional(),
  secondAnnotator: z.array(Range).optional(),
});
export type LabelledCase = z.infer<typeof LabelledCase>;

/** Reads the labelled cases of a folder. @throws when `cases.jsonl` is missing or a line of it does not read */
export async function readCases(folder: string): Promise<LabelledCase[]> {
  const text = await readFile(join(folder, "cases.jsonl"), "utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => LabelledCase.parse(JSON.parse(line)));
}

/** Reads a log of a case, gunzipped when its name ends in `.gz`. */
export async function readCaseLog(folder: string, path: string): Promise<Uint8Array> {
  const bytes = await readFile(join(folder, path));
  return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}
