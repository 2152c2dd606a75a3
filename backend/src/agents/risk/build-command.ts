import type { SimpleCommandNode, WordNode } from "just-bash";
import { expandWord, type WordScope } from "./read-word.ts";
import type { ShellCommand, ShellWord } from "./shell-command.ts";
import { baseName } from "./unwrap-command.ts";

const MAX_TEXT_CHARS = 120;

/** What a command has from where it stands. */
export type CommandPlace = Pick<ShellCommand, "upstream" | "background" | "cwd">;

/** Makes a command of its syntax: words expanded, redirections sorted. */
export function buildCommand(node: SimpleCommandNode, scope: WordScope, place: CommandPlace): ShellCommand {
  const inner: ShellCommand[] = [];
  const expand = (word: WordNode): ShellWord[] => {
    const expanded = expandWord(word, scope);
    inner.push(...expanded.inner);
    return expanded.words;
  };
  const [first, ...args] = [...(node.name ? [node.name] : []), ...node.args].flatMap(expand);
  const assignments = node.assignments.map(({ name, value }) => ({
    name,
    value: value ? joinWords(expand(value)) : { text: "(…)", known: false },
  }));
  return {
    name: first?.known ? baseName(first.text) : undefined,
    args,
    assignments,
    ...readRedirections(node, expand),
    ...place,
    inner,
    text: shorten([first, ...args].map((word) => word?.text ?? "").join(" ")),
  };
}

/** A command that the script does not have but that stands for what it does. */
export function standIn(name: string, text: string, place: CommandPlace): ShellCommand {
  return { name, text, ...place, args: [], assignments: [], writes: [], reads: [], stdin: undefined, inner: [] };
}

function readRedirections(
  node: SimpleCommandNode,
  expand: (word: WordNode) => ShellWord[],
): Pick<ShellCommand, "writes" | "reads" | "stdin"> {
  const writes: ShellWord[] = [];
  const reads: ShellWord[] = [];
  let stdin: ShellWord | undefined;
  for (const { operator, target } of node.redirections) {
    // A here-document is not split at blanks, so it is read as if it were quoted.
    if (target.type === "HereDoc") {
      const { content } = target;
      stdin = joinWords(expand({ ...content, parts: [{ type: "DoubleQuoted", parts: content.parts }] }));
    } else if (operator === "<<<") stdin = joinWords(expand(target));
    else if (operator === "<") reads.push(...expand(target));
    else writes.push(...expand(target).filter(({ text }) => !/^(?:\d+|-)$/.test(text)));
  }
  return { writes, reads, stdin };
}

function joinWords(words: readonly ShellWord[]): ShellWord {
  return { text: words.map(({ text }) => text).join(" "), known: words.every(({ known }) => known) };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MAX_TEXT_CHARS ? `${line.slice(0, MAX_TEXT_CHARS)}…` : line;
}
