import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Labelled logs lie beside the repository unless the caller says where. */
const DEFAULT_FOLDER = fileURLToPath(new URL("../../../../shared/data/ci-failures", import.meta.url));

/** The folder of labelled logs; `found` is false when it holds no `cases.jsonl`. */
export function labelledFolder(named: string | undefined): { folder: string; found: boolean } {
  const folder = named ?? DEFAULT_FOLDER;
  return { folder, found: existsSync(join(folder, "cases.jsonl")) };
}
