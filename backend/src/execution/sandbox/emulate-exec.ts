import type { InMemoryFs } from "just-bash";

const SHELLS: ReadonlySet<string> = new Set(["sh", "bash", "dash", "ash", "ksh", "zsh"]);
const SHEBANG = /^#![ \t]*([^ \t\r\n]+)[ \t]*([^\r\n]*)(\r?)(?:\n|$)/;

/**
 * Makes the sandbox start executable files as a kernel does. just-bash runs every such file as a shell script, whatever its
 * first line says; so a Python script would be read as shell, and a line ending of Windows in the first line would be no error.
 *
 * It looks a file up, checks its mode and reads it as text, in that order and with nothing between; no command and no
 * redirection does these three on one path in a row. On that pattern the reader is given what leads to the interpreter.
 */
export function emulateExec(fs: InMemoryFs): void {
  let path = "";
  let stage: "exists" | "stat" | undefined;
  const reset = (): void => {
    stage = undefined;
  };

  const exists = fs.exists.bind(fs);
  fs.exists = (asked) => {
    path = asked;
    stage = "exists";
    return exists(asked);
  };
  const stat = fs.stat.bind(fs);
  fs.stat = (asked) => {
    stage = stage === "exists" && path === asked ? "stat" : undefined;
    return stat(asked);
  };
  const readFile = fs.readFile.bind(fs);
  fs.readFile = async (asked, options) => {
    const isStart = stage === "stat" && path === asked;
    reset();
    const text = await readFile(asked, options);
    return isStart ? startOf(asked, text) : text;
  };
  const resolvePath = fs.resolvePath.bind(fs);
  fs.resolvePath = (base, asked) => {
    reset();
    return resolvePath(base, asked);
  };
}

/** The shell text that does what starting this file does. */
export function startOf(path: string, text: string): string {
  if (text.startsWith("\u007fELF")) return fail(path, "cannot execute binary file: Exec format error", 126);
  const match = SHEBANG.exec(text);
  if (!match) return text;
  const [firstLine, interpreter = "", rest = "", carriageReturn] = match;
  const viaEnv = /(^|\/)env$/.test(interpreter);
  const words = rest
    .replace(/^-S\s+/, "")
    .split(" ")
    .filter(Boolean);
  const program = viaEnv ? (words[0] ?? "") : interpreter;
  const options = viaEnv ? words.slice(1) : words;
  if (carriageReturn) return badInterpreter(path, viaEnv ? rest : interpreter, viaEnv);
  const name = program.split("/").at(-1) ?? program;
  if (SHELLS.has(name)) {
    const body = text.slice(firstLine.length);
    return options.length === 0 ? body : `set ${options.join(" ")}\n${body}`;
  }
  return `exec ${[name, ...options].map(quote).join(" ")} ${quote(path)} "$@"\n`;
}

function badInterpreter(path: string, program: string, viaEnv: boolean): string {
  if (!viaEnv) return fail(path, `${program}^M: bad interpreter: No such file or directory`, 126);
  return `echo ${quote(`/usr/bin/env: ‘${program}\\r’: No such file or directory`)} >&2\nexit 127\n`;
}

function fail(path: string, message: string, exitCode: number): string {
  return `echo ${quote(`sh: ${path}: ${message}`)} >&2\nexit ${exitCode}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
