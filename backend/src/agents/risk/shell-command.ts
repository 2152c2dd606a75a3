/** One word of a command, as far as it is known before the script runs. */
export interface ShellWord {
  /** What is not known stands as written: `$NAME`, `$(…)`. */
  text: string;
  /** False when some of it is only known when the script runs. */
  known: boolean;
}

/** One command of a script, wherever it stands: in a pipe, a loop, a substitution, behind `sudo` or within `sh -c`. */
export interface ShellCommand {
  /** Without its folder; undefined when only the run decides it. */
  name: string | undefined;
  args: readonly ShellWord[];
  assignments: readonly { name: string; value: ShellWord }[];
  /** Targets of `>`, `>>` and the like. */
  writes: readonly ShellWord[];
  /** Sources of `<`. */
  reads: readonly ShellWord[];
  /** The here-document or here-string that it is fed. */
  stdin: ShellWord | undefined;
  /** Those before it in its pipe. */
  upstream: readonly ShellCommand[];
  /** Those whose output stands in its words. */
  inner: readonly ShellCommand[];
  background: boolean;
  /** Where it runs, relative to the repository's root; absolute after `cd /…`; undefined when only the run knows. */
  cwd: string | undefined;
  /** For a person, cut to a readable length. */
  text: string;
}

/** The first letters of the options that are given, so `-rf` has both `r` and `f`; long options as they are. */
export function optionsOf(command: ShellCommand): Set<string> {
  const options = new Set<string>();
  for (const { text } of command.args) {
    if (text === "--") break;
    if (text.startsWith("--")) options.add(text.replace(/=.*$/s, ""));
    else if (/^-[^-]/.test(text)) for (const letter of text.slice(1)) options.add(letter);
  }
  return options;
}

/** The arguments that are no options. */
export function operandsOf(command: ShellCommand): ShellWord[] {
  const end = command.args.findIndex(({ text }) => text === "--");
  const before = end < 0 ? command.args : command.args.slice(0, end);
  const after = end < 0 ? [] : command.args.slice(end + 1);
  return [...before.filter(({ text }) => !/^-./.test(text)), ...after];
}

/** The value of an option, as in `-o FILE`, `-oFILE`, `--output FILE` or `--output=FILE`. */
export function optionValue(command: ShellCommand, names: readonly string[]): ShellWord | undefined {
  for (const [index, word] of command.args.entries()) {
    for (const name of names) {
      if (word.text === name) return command.args[index + 1];
      const joined = name.startsWith("--") ? `${name}=` : name;
      if (word.text.startsWith(joined)) return { ...word, text: word.text.slice(joined.length) };
    }
  }
  return undefined;
}
