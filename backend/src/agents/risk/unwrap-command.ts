import { staticOutput } from "./read-word.ts";
import type { ShellCommand, ShellWord } from "./shell-command.ts";

/** They list files below the folders that they are given, or below the current one. */
const LISTERS = new Set(["find", "fd", "ls", "grep", "rg", "git"]);

interface Wrapper {
  /** Options that take a value as the next word. */
  valued: readonly string[];
  /** Words of its own before the command. */
  operands: number;
}

/** Commands that run the command in their arguments. */
const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  sudo: { valued: ["-u", "-g", "-C", "-h", "-p", "-r", "-t", "-U", "-D"], operands: 0 },
  doas: { valued: ["-u", "-C"], operands: 0 },
  env: { valued: ["-u", "-C", "-S"], operands: 0 },
  command: { valued: [], operands: 0 },
  builtin: { valued: [], operands: 0 },
  exec: { valued: ["-a"], operands: 0 },
  nohup: { valued: [], operands: 0 },
  setsid: { valued: [], operands: 0 },
  time: { valued: ["-f", "-o"], operands: 0 },
  timeout: { valued: ["-s", "-k", "--signal", "--kill-after"], operands: 1 },
  nice: { valued: ["-n"], operands: 0 },
  ionice: { valued: ["-c", "-n"], operands: 0 },
  stdbuf: { valued: ["-i", "-o", "-e"], operands: 0 },
  busybox: { valued: [], operands: 0 },
  toybox: { valued: [], operands: 0 },
  chroot: { valued: [], operands: 1 },
  xargs: { valued: ["-n", "-P", "-I", "-L", "-d", "-a", "-s", "-E", "--max-args", "--max-procs"], operands: 0 },
  parallel: { valued: ["-j", "-n"], operands: 0 },
};

/** The command within a wrapper such as `sudo`, `env A=1`, `timeout 5` or `find … -exec`; undefined when it wraps none. */
export function unwrapCommand(command: ShellCommand): ShellCommand | undefined {
  if (command.name === "find" || command.name === "fd") return unwrapFind(command);
  const wrapper = command.name === undefined ? undefined : WRAPPERS[command.name];
  if (wrapper === undefined) return undefined;
  let operands = wrapper.operands;
  for (let at = 0; at < command.args.length; at++) {
    const text = command.args[at]?.text ?? "";
    if (wrapper.valued.includes(text)) at++;
    else if (text.startsWith("-") || /^[A-Za-z_]\w*=/.test(text)) continue;
    else if (operands > 0) operands--;
    else return asCommand(command, [...command.args.slice(at), ...fedWords(command)]);
  }
  return undefined;
}

function unwrapFind(command: ShellCommand): ShellCommand | undefined {
  const start = command.args.findIndex(({ text }) => /^-(?:exec|execdir|ok|okdir|x|-exec)$/.test(text));
  if (start < 0) return undefined;
  const rest = command.args.slice(start + 1);
  const end = rest.findIndex(({ text }) => text === ";" || text === "+");
  const root = command.args[0]?.text.startsWith("-") ? undefined : command.args[0];
  const match = { text: `${root?.text ?? "."}/…`, known: root?.known ?? true };
  const words = (end < 0 ? rest : rest.slice(0, end)).map((word) => (word.text === "{}" ? match : word));
  return asCommand(command, words);
}

/** What `xargs` adds to its command: words from the pipe. */
function fedWords({ name, upstream }: ShellCommand): ShellWord[] {
  if (name !== "xargs" && name !== "parallel") return [];
  const said = staticOutput(upstream);
  if (said !== undefined) return said.split(/\s+/).map((text) => ({ text, known: true }));
  const lister = upstream.find((command) => LISTERS.has(command.name ?? ""));
  if (lister === undefined) return [{ text: "$(…)", known: false }];
  const roots = lister.args.filter(({ text }) => /^[~/$.]/.test(text));
  return (roots.length > 0 ? roots : [{ text: ".", known: true }]).map(({ text, known }) => ({
    text: `${text}/…`,
    known,
  }));
}

function asCommand(outer: ShellCommand, words: readonly ShellWord[]): ShellCommand | undefined {
  const [first, ...args] = words;
  if (first === undefined) return undefined;
  return { ...outer, name: first.known ? baseName(first.text) : undefined, args, writes: [], assignments: [] };
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
