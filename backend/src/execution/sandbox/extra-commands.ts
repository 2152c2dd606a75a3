import { randomBytes } from "node:crypto";
import { type Command, defineCommand, type ExecResult, type ResolvedCommandContext } from "just-bash";

const TRAPS_WITHOUT_EFFECT: ReadonlySet<string> = new Set(["0", "EXIT", "INT", "TERM", "HUP", "QUIT", "PIPE"]);

/** Small commands that scripts take for granted and just-bash does not have. */
export function extraCommands(missing: Set<string>): Command[] {
  return [
    defineCommand("uname", async (args) => ok(`${uname(args)}\n`)),
    defineCommand("id", async (args) => ok(`${id(args)}\n`)),
    defineCommand("nproc", async () => ok("1\n")),
    defineCommand("sync", async () => ok("")),
    defineCommand("mktemp", mktemp),
    defineCommand("realpath", realpath),
    defineCommand("cmp", cmp),
    defineCommand("trap", async (args) => trap(args, missing)),
  ];
}

function uname(args: readonly string[]): string {
  const flags = args.join("");
  if (flags.includes("a")) return "Linux sandbox 6.1.0 #1 SMP x86_64 GNU/Linux";
  if (flags.includes("m")) return "x86_64";
  if (flags.includes("r")) return "6.1.0";
  if (flags.includes("n")) return "sandbox";
  return "Linux";
}

function id(args: readonly string[]): string {
  const flags = args.join("");
  if (!/[ugG]/.test(flags)) return "uid=1000(user) gid=1000(user) groups=1000(user)";
  return flags.includes("n") ? "user" : "1000";
}

async function mktemp(args: string[], { fs, cwd }: ResolvedCommandContext): Promise<ExecResult> {
  const asked = args.find((arg) => arg.includes("XXX")) ?? "/tmp/tmp.XXXXXXXXXX";
  const path = fs.resolvePath(
    cwd,
    asked.replace(/X{3,}/, () => randomBytes(5).toString("hex")),
  );
  if (args.includes("-d")) await fs.mkdir(path, { recursive: true });
  else await fs.writeFile(path, "");
  return ok(`${path}\n`);
}

async function realpath(args: string[], { fs, cwd }: ResolvedCommandContext): Promise<ExecResult> {
  const paths = args.filter((arg) => !arg.startsWith("-"));
  let found = "";
  for (const path of paths) {
    try {
      found += `${await fs.realpath(fs.resolvePath(cwd, path))}\n`;
    } catch {
      return { stdout: found, stderr: `realpath: ${path}: No such file or directory\n`, exitCode: 1 };
    }
  }
  return ok(found);
}

async function cmp(args: string[], { fs, cwd }: ResolvedCommandContext): Promise<ExecResult> {
  const [one = "", two = ""] = args.filter((arg) => !arg.startsWith("-"));
  try {
    const a = Buffer.from(await fs.readFileBuffer(fs.resolvePath(cwd, one)));
    const b = Buffer.from(await fs.readFileBuffer(fs.resolvePath(cwd, two)));
    if (a.equals(b)) return ok("");
    return { stdout: args.includes("-s") ? "" : `${one} ${two} differ\n`, stderr: "", exitCode: 1 };
  } catch {
    return { stdout: "", stderr: `cmp: ${one} or ${two}: No such file or directory\n`, exitCode: 2 };
  }
}

/** A trap that only cleans up may be left out, as the sandbox is thrown away; one that changes the outcome may not. */
function trap(args: readonly string[], missing: Set<string>): ExecResult {
  const signals = args.filter((arg) => arg !== "-" && arg !== "--").slice(args[0] === "-" ? 0 : 1);
  if (signals.every((signal) => TRAPS_WITHOUT_EFFECT.has(signal.replace(/^SIG/, "")))) return ok("");
  missing.add(`trap ${signals.join(" ")}`);
  return { stdout: "", stderr: "sh: trap: not available\n", exitCode: 127 };
}

function ok(stdout: string): ExecResult {
  return { stdout, stderr: "", exitCode: 0 };
}
