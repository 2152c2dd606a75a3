import { errorMessage, PipewrightError } from "@pipewright/contract/errors";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";

/** Entries of an archive that are looked at. */
const MAX_ENTRIES = 10_000;
/** Most that the logs of an archive may unpack to. Bytes. */
const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
/** A whole job's log lies at the top, a step's in the folder of its job: `2_test.txt`, `test/5_Run npm test.txt`. */
const JOB_LOG = /^[^/]+\.(?:txt|log)$/;
const STEP_LOG = /^[^/]+\/\d+_[^/]+\.(?:txt|log)$/;
const ANY_LOG = /\.(?:txt|log)$/;

const IN_ORDER = new Intl.Collator("en", { numeric: true });

export interface NamedLog {
  name: string;
  read(): AsyncIterable<Uint8Array>;
}

/**
 * Opens an archive of logs as GitHub gives it for a run: the logs of whole jobs where it has them, else those of steps, in order.
 * Each is unpacked only while it is read. @throws PipewrightError `bad_archive`
 */
export async function openLogArchive(archive: Buffer): Promise<NamedLog[]> {
  try {
    const zip = await fromBufferPromise(archive, { lazyEntries: true, autoClose: false });
    if (zip.entryCount > MAX_ENTRIES) throw badArchive(`it holds more than ${MAX_ENTRIES} files`);
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const chosen = chooseLogs(entries);
    const unpacked = chosen.reduce((total, { uncompressedSize }) => total + uncompressedSize, 0);
    if (unpacked > MAX_UNPACKED_BYTES) throw badArchive(`its logs unpack to ${unpacked} bytes`);
    return chosen.map((entry) => namedLog(zip, entry));
  } catch (error) {
    throw error instanceof PipewrightError ? error : badArchive(errorMessage(error));
  }
}

function chooseLogs(entries: readonly Entry[]): Entry[] {
  for (const pattern of [JOB_LOG, STEP_LOG, ANY_LOG]) {
    const found = entries.filter(({ fileName }) => pattern.test(fileName));
    if (found.length > 0) return found.sort((a, b) => IN_ORDER.compare(a.fileName, b.fileName));
  }
  throw badArchive("it holds no .txt and no .log file");
}

/** What an entry says of its size is checked while it is unpacked, so a small archive cannot become an endless log. */
function namedLog(zip: ZipFile, entry: Entry): NamedLog {
  return {
    name: entry.fileName,
    async *read() {
      try {
        yield* await zip.openReadStreamPromise(entry);
      } catch (error) {
        throw badArchive(`${entry.fileName}: ${errorMessage(error)}`);
      }
    },
  };
}

function badArchive(why: string): PipewrightError {
  return new PipewrightError("bad_archive", 422, `The archive cannot be read: ${why}.`);
}
