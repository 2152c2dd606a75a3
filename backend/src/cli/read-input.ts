import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { PipewrightError } from "@pipewright/contract/errors";

/** Opens a log: a file (gunzipped when its name ends in .gz), or standard input for `-`. @throws PipewrightError `no_file` */
export async function openInput(path: string): Promise<AsyncIterable<Buffer>> {
  if (path === "-") return process.stdin;
  const found = await stat(path).catch(() => null);
  if (found === null) throw new PipewrightError("no_file", 404, `There is no file ${path}.`);
  if (found.isDirectory()) throw new PipewrightError("no_file", 404, `${path} is a folder; name a log file.`);
  const file = createReadStream(path);
  return path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
}
