import { posix } from "node:path";
import type { InMemoryFs } from "just-bash";
import { KNOWN_PROGRAMS } from "./known-programs.ts";

const PROGRAM_FOLDERS: ReadonlySet<string> = new Set(["/bin", "/usr/bin"]);
/** Empty files in the sandbox, and endless ones everywhere else. */
const MISSING_DEVICES: ReadonlySet<string> = new Set(["/dev/zero", "/dev/random", "/dev/urandom", "/dev/full"]);

/** Notes which real programs are looked for in the sandbox's program folders and are not there, and which devices are read. */
export function watchMissingPrograms(fs: InMemoryFs): Set<string> {
  const missing = new Set<string>();
  const exists = fs.exists.bind(fs);
  fs.exists = async (path) => {
    const found = await exists(path);
    const name = posix.basename(path);
    if (!found && KNOWN_PROGRAMS.has(name) && PROGRAM_FOLDERS.has(posix.dirname(path))) missing.add(name);
    return found;
  };
  const readFileBuffer = fs.readFileBuffer.bind(fs);
  fs.readFileBuffer = (path) => {
    if (MISSING_DEVICES.has(path)) missing.add(path);
    return readFileBuffer(path);
  };
  return missing;
}
