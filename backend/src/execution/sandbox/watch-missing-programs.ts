import { posix } from "node:path";
import type { InMemoryFs } from "just-bash";
import { KNOWN_PROGRAMS } from "./known-programs.ts";

const PROGRAM_FOLDERS: ReadonlySet<string> = new Set(["/bin", "/usr/bin"]);

/** Notes which real programs are looked for in the sandbox's program folders and are not there. */
export function watchMissingPrograms(fs: InMemoryFs): Set<string> {
  const missing = new Set<string>();
  const exists = fs.exists.bind(fs);
  fs.exists = async (path) => {
    const found = await exists(path);
    const name = posix.basename(path);
    if (!found && KNOWN_PROGRAMS.has(name) && PROGRAM_FOLDERS.has(posix.dirname(path))) missing.add(name);
    return found;
  };
  return missing;
}
