import { posix } from "node:path";
import type { ShellWord } from "./shell-command.ts";

/**
 * Where a path leads: `inside` the repository, the `repository` as a whole, a `temporary` place, the `home` folder, `outside`
 * of all these, a `device`, or `unknown` until the script runs.
 */
export type Place = "inside" | "repository" | "temporary" | "home" | "outside" | "device" | "unknown";

const WORKSPACE_VARIABLE = /^(?:\$(?:PWD|GITHUB_WORKSPACE|CI_PROJECT_DIR|WORKSPACE))(?=\/|$)/;
const TEMPORARY =
  /^(?:\/tmp|\/var\/tmp|\/dev\/shm|\$TMPDIR|\$RUNNER_TEMP|\$GITHUB_(?:OUTPUT|ENV|PATH|STEP_SUMMARY))(?:\/|$)/;
/** Names that say that a file is not meant to stay. */
const SCRATCH_FILE = /(?:^|\/)[\w.-]*\.(?:tmp|temp)$/;
const HARMLESS_DEVICE = /^\/dev\/(?:null|zero|full|u?random|std(?:in|out|err)|tty|fd\/\d+)$/;

/** Where a word of a command leads that runs in `cwd`. */
export function placeOf(word: ShellWord, cwd: string | undefined): Place {
  const text = word.text.replace(WORKSPACE_VARIABLE, ".");
  if (HARMLESS_DEVICE.test(text) || TEMPORARY.test(text)) return "temporary";
  if (text.startsWith("/dev/")) return "device";
  if (/^(?:~|\$HOME\b)/.test(text)) return "home";
  if (text.startsWith("/")) return "outside";
  if (/^(?:\$|\{…\})/.test(text)) return "unknown";
  if (cwd === undefined) return "unknown";
  const path = posix.join(cwd, text);
  if (path.startsWith("~")) return "home";
  if (TEMPORARY.test(path)) return "temporary";
  if (path.startsWith("/") || path === ".." || path.startsWith("../")) return "outside";
  if (SCRATCH_FILE.test(path)) return "temporary";
  return /^(?:\.?\/?|\.?\*|\.\/\*|\.\[!?\.?\]\*|\{?\*.*)$/.test(path) && !/\*\.\w/.test(path) ? "repository" : "inside";
}

/** The path within the repository; what is not known stays as written. */
export function pathWithin(word: ShellWord, cwd: string | undefined): string {
  return posix.join(cwd ?? ".", word.text.replace(WORKSPACE_VARIABLE, "."));
}
