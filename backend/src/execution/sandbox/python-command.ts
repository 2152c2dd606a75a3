import {
  type Command,
  decodeBytesToUtf8,
  defineCommand,
  type ExecResult,
  type ResolvedCommandContext,
} from "just-bash";
import { KNOWN_PYTHON_TOOLS } from "./known-programs.ts";
import { MOUNT } from "./load-workspace.ts";
import { PYTHON_PRELUDE } from "./python-prelude.ts";

const FLAGS_WITHOUT_VALUE = /^-[bBdEhiIOPqRsSuvVx?]+$/;
const FLAGS_WITH_VALUE: ReadonlySet<string> = new Set(["-W", "-X", "--check-hash-based-pycs"]);

/** What one call of `python3` is to run. */
export interface PythonCall {
  kind: "file" | "module" | "code";
  target: string;
  args: string[];
}

/**
 * `python3` and `python` as users know them. The one that comes with just-bash runs a file without its folder on `sys.path`,
 * finds no module of the workspace and takes no flags; this one starts it with a prelude that puts all of it right.
 */
export function pythonCommands(missing: Set<string>): Command[] {
  return ["python3", "python"].map((name) => defineCommand(name, (args, context) => runPython(args, context, missing)));
}

/** Reads the arguments of `python3`. Undefined when there is nothing that needs the prelude (`--version`, say). */
export function parsePythonCall(args: readonly string[]): PythonCall | undefined {
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    const value = args[index + 1];
    const rest = args.slice(index + 2);
    if (arg === "-c") return value === undefined ? undefined : { kind: "code", target: value, args: rest };
    if (arg === "-m") return value === undefined ? undefined : { kind: "module", target: value, args: rest };
    if (arg === "-" || arg === "-V" || arg === "--version" || arg === "--help" || arg === "-h") return undefined;
    if (FLAGS_WITH_VALUE.has(arg)) index += 1;
    else if (!FLAGS_WITHOUT_VALUE.test(arg) && !/^-[WX]/.test(arg)) {
      return { kind: "file", target: arg, args: args.slice(index + 1) };
    }
  }
  return undefined;
}

async function runPython(args: string[], context: ResolvedCommandContext, missing: Set<string>): Promise<ExecResult> {
  const { origCommand } = context;
  if (!origCommand) throw new Error("just-bash gave no python3 to start");
  const call = parsePythonCall(args) ?? programFromInput(args, context);
  if (call === undefined) return origCommand(args);
  const tool = call.kind === "module" ? (call.target.split(".")[0] ?? "") : "";
  if (KNOWN_PYTHON_TOOLS.has(tool) && !(await isInWorkspace(context, tool))) {
    missing.add(`python3 -m ${tool}`);
    return { stdout: "", stderr: `/usr/bin/python3: No module named ${tool}\n`, exitCode: 1 };
  }
  if (call.kind === "file" && !(await context.fs.exists(context.fs.resolvePath(context.cwd, call.target)))) {
    const message = `can't open file '${context.fs.resolvePath(context.cwd, call.target)}': [Errno 2] No such file or directory`;
    return { stdout: "", stderr: `/usr/bin/python3: ${message}\n`, exitCode: 2 };
  }
  const job = { ...call, mount: MOUNT };
  return origCommand(["-c", `${PYTHON_PRELUDE}\n_pipewright(${JSON.stringify(JSON.stringify(job))})\n`]);
}

/** `python3 < program.py`, `python3 - ARGS`: the program is what is read. */
function programFromInput(args: readonly string[], context: ResolvedCommandContext): PythonCall | undefined {
  const first = args.find((arg) => arg === "-" || !FLAGS_WITHOUT_VALUE.test(arg));
  if (first !== undefined && first !== "-") return undefined;
  if (args.some((arg) => arg === "-V" || arg === "-h")) return undefined;
  return { kind: "code", target: decodeBytesToUtf8(context.stdin), args: args.slice(args.indexOf("-") + 1) };
}

async function isInWorkspace(context: ResolvedCommandContext, module: string): Promise<boolean> {
  const paths = [`${context.cwd}/${module}.py`, `${context.cwd}/${module}`];
  for (const path of paths) if (await context.fs.exists(path)) return true;
  return false;
}
