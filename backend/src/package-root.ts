import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository: two folders above this file, whether it is the source or the compiled one. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const EXAMPLES_DIR = join(ROOT, "examples");
export const CONSOLE_DIR = join(ROOT, "frontend", "dist");
