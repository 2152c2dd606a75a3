import { staticOutput } from "./read-word.ts";
import type { ShellCommand } from "./shell-command.ts";

export const SHELLS: ReadonlySet<string> = new Set(["sh", "bash", "dash", "ash", "zsh", "ksh", "fish"]);

/** The script that a command gives to a shell, when it is known: `sh -c '…'`, `eval …`, `sh <<EOF`, `echo '…' | sh`. */
export function innerScript(command: ShellCommand): string | undefined {
  const { name, args } = command;
  if (name === undefined) return undefined;
  if (name === "eval") return args.every(({ known }) => known) ? args.map(({ text }) => text).join(" ") : undefined;
  if (name === "trap") return args[0]?.known && args.length > 1 ? args[0].text : undefined;
  if (!SHELLS.has(name) && name !== "su") return undefined;
  const flag = args.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
  if (flag >= 0) {
    const script = args[flag + 1];
    return script?.known ? script.text : undefined;
  }
  return readsStdin(command) ? knownStdin(command) : undefined;
}

/** True when a shell or another interpreter is given no file, so that it runs what it is fed. */
export function readsStdin({ args }: ShellCommand): boolean {
  return args.every(
    ({ text }) => text === "-" || text === "/dev/stdin" || (text.startsWith("-") && !/^-[a-z]*c$/.test(text)),
  );
}

function knownStdin({ stdin, upstream }: ShellCommand): string | undefined {
  if (stdin) return stdin.known ? stdin.text : undefined;
  return staticOutput(upstream);
}
