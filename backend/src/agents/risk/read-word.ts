import type { ScriptNode, WordNode } from "just-bash";
import { findSubstitutions } from "./find-substitutions.ts";
import type { ShellCommand, ShellWord } from "./shell-command.ts";

type WordPart = WordNode["parts"][number];

export interface WordScope {
  variables: ReadonlyMap<string, ShellWord>;
  /** Reads a substituted script and returns its commands. */
  readInner(script: ScriptNode): ShellCommand[];
}

export interface ExpandedWord {
  /** More than one after brace expansion or splitting; none only for an empty unquoted expansion. */
  words: ShellWord[];
  /** The commands in its substitutions. */
  inner: ShellCommand[];
}

interface Piece {
  text: string;
  known: boolean;
  /** Unquoted expansions are split at blanks. */
  splits: boolean;
}

/** Expands one word as the shell would, as far as that is known before it runs. */
export function expandWord(word: WordNode, scope: WordScope): ExpandedWord {
  const inner: ShellCommand[] = [];
  const alternatives = expandBraces(word.parts);
  const words = alternatives.flatMap((parts) =>
    splitPieces(parts.flatMap((part) => expandPart(part, false, scope, inner))),
  );
  return { words, inner };
}

/** Each way to write the word out, for `{a,b}`. Ranges stay as they are. */
function expandBraces(parts: readonly WordPart[]): WordPart[][] {
  let ways: WordPart[][] = [[]];
  for (const part of parts) {
    if (part.type !== "BraceExpansion" || part.items.some((item) => item.type !== "Word")) {
      for (const way of ways) way.push(part);
      continue;
    }
    const choices = part.items.flatMap((item) => (item.type === "Word" ? expandBraces(item.word.parts) : []));
    if (ways.length * choices.length > MAX_ALTERNATIVES) throw new Error("It has too many words in braces.");
    ways = ways.flatMap((way) => choices.map((choice) => [...way, ...choice]));
  }
  return ways;
}

const MAX_ALTERNATIVES = 256;

function expandPart(part: WordPart, quoted: boolean, scope: WordScope, inner: ShellCommand[]): Piece[] {
  const literal = (text: string): Piece[] => [{ text, known: true, splits: false }];
  const unknown = (text: string): Piece[] => [{ text, known: false, splits: false }];
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "Escaped":
      return literal(part.value);
    case "Glob":
      return literal(part.pattern);
    case "DoubleQuoted":
      return part.parts.length === 0 ? literal("") : part.parts.flatMap((each) => expandPart(each, true, scope, inner));
    case "TildeExpansion":
      return literal(`~${part.user ?? ""}`);
    case "ParameterExpansion":
      inner.push(...findSubstitutions(part.operation).flatMap(scope.readInner));
      return expandVariable(part.parameter, part.operation !== null, quoted, scope);
    case "CommandSubstitution":
    case "ProcessSubstitution": {
      const commands = scope.readInner(part.body);
      inner.push(...commands);
      const said = part.type === "CommandSubstitution" ? staticOutput(commands) : undefined;
      return said === undefined ? unknown("$(…)") : [{ text: said, known: true, splits: !quoted }];
    }
    default:
      inner.push(...findSubstitutions(part).flatMap(scope.readInner));
      return unknown(part.type === "ArithmeticExpansion" ? "$((…))" : "{…}");
  }
}

function expandVariable(name: string, isModified: boolean, quoted: boolean, scope: WordScope): Piece[] {
  // `rm${IFS}-rf` is a way to write a blank.
  if (name === "IFS" && !isModified) return [{ text: " ", known: true, splits: !quoted }];
  const value = isModified ? undefined : scope.variables.get(name);
  if (value === undefined) return [{ text: `$${name}`, known: false, splits: false }];
  return [{ ...value, splits: !quoted }];
}

/** What `echo` and `printf` of known words say. */
export function staticOutput(commands: readonly ShellCommand[]): string | undefined {
  const [command] = commands;
  if (command === undefined || commands.length > 1 || !command.args.every((arg) => arg.known)) return undefined;
  const words = command.args.map((arg) => arg.text);
  if (command.name === "echo") return words.filter((text) => !/^-[neE]+$/.test(text)).join(" ");
  if (command.name === "printf" && words.length > 0) {
    const [format = "", ...values] = words;
    let next = 0;
    return format.replace(/%s/g, () => values[next++] ?? "").replace(/\\n/g, "\n");
  }
  return undefined;
}

function splitPieces(pieces: readonly Piece[]): ShellWord[] {
  const words: ShellWord[] = [];
  let current: ShellWord | undefined;
  for (const { text, known, splits } of pieces) {
    const [first = "", ...rest] = splits ? text.split(/\s+/) : [text];
    current =
      current === undefined ? { text: first, known } : { text: current.text + first, known: current.known && known };
    for (const each of rest) {
      words.push(current);
      current = { text: each, known };
    }
  }
  if (current) words.push(current);
  return words.filter(
    (word, index) => word.text !== "" || (pieces.length > 0 && !pieces.some((piece) => piece.splits) && index === 0),
  );
}
