import { posix } from "node:path";
import { type CommandNode, parse, type SimpleCommandNode, type StatementNode, type WordNode } from "just-bash";
import { buildCommand, type CommandPlace, standIn } from "./build-command.ts";
import { findSubstitutions } from "./find-substitutions.ts";
import { innerScript } from "./inner-script.ts";
import { expandWord, type WordScope } from "./read-word.ts";
import { operandsOf, type ShellCommand, type ShellWord } from "./shell-command.ts";
import { unwrapCommand } from "./unwrap-command.ts";

const MAX_DEPTH = 8;
const MAX_LOOP_WORDS = 16;
const MAX_COMMANDS = 2000;

interface Scope {
  variables: Map<string, ShellWord>;
  cwd: string | undefined;
  depth: number;
  /** Every command that was read, in order. */
  found: ShellCommand[];
}

type Place = Omit<CommandPlace, "cwd">;

const ALONE: Place = { upstream: [], background: false };

/**
 * Every command that a shell script may run, in order: those in loops and functions, in substitutions, behind wrappers and in
 * scripts given to another shell too. What is only data (`echo "rm -rf /"`) is none.
 * @throws Error when the script is no shell, or too large to be read
 */
export function readScript(script: string): ShellCommand[] {
  const scope: Scope = { variables: new Map(), cwd: ".", depth: 0, found: [] };
  readStatements(parse(script).statements, scope, ALONE);
  return scope.found;
}

function readStatements(statements: readonly StatementNode[], scope: Scope, place: Place): void {
  if (scope.depth > MAX_DEPTH) throw new Error("It is nested too deeply.");
  for (const statement of statements) {
    if (statement.deferredError) throw new Error(statement.deferredError.message);
    for (const pipeline of statement.pipelines) {
      let upstream = [...place.upstream];
      const isPipe = pipeline.commands.length > 1;
      for (const command of pipeline.commands) {
        const before = scope.found.length;
        // Each part of a pipe runs in a shell of its own.
        readCommand(command, isPipe ? subshell(scope) : scope, {
          upstream,
          background: place.background || statement.background,
        });
        upstream = [...upstream, ...scope.found.slice(before)];
      }
    }
  }
}

function readCommand(node: CommandNode, scope: Scope, place: Place): void {
  if (node.type === "SimpleCommand") {
    readSimple(node, scope, place);
    return;
  }
  const body = (statements: readonly StatementNode[]) => readStatements(statements, scope, place);
  switch (node.type) {
    case "If":
      for (const { condition, body: then } of node.clauses) {
        body(condition);
        body(then);
      }
      body(node.elseBody ?? []);
      break;
    case "While":
    case "Until":
      body(node.condition);
      body(node.body);
      break;
    case "For":
      readFor(node.variable, node.words ?? [], node.body, scope, place);
      break;
    case "Case":
      readSubstitutions([node.word, node.items.map(({ patterns }) => patterns)], scope);
      for (const item of node.items) body(item.body);
      break;
    case "Subshell":
      readStatements(node.body, subshell(scope), place);
      break;
    case "CStyleFor":
      readSubstitutions([node.init, node.condition, node.update], scope);
      body(node.body);
      break;
    case "Group":
      body(node.body);
      break;
    case "FunctionDef":
      readFunction(node.name, node.body, scope, place);
      break;
    case "ArithmeticCommand":
    case "ConditionalCommand":
      readSubstitutions(node.expression, scope);
      break;
  }
  const { redirections } = node;
  if (redirections.length === 0) return;
  readSimple({ type: "SimpleCommand", name: null, args: [], assignments: [], redirections }, scope, place);
}

function readSubstitutions(node: unknown, scope: Scope): void {
  for (const script of findSubstitutions(node)) readStatements(script.statements, deeper(scope), ALONE);
}

function readFor(
  variable: string,
  nodes: readonly WordNode[],
  body: readonly StatementNode[],
  scope: Scope,
  place: Place,
): void {
  const words = nodes.flatMap((node) => expandWord(node, wordScope(scope)).words);
  const values: (ShellWord | undefined)[] = words.length > 0 && words.length <= MAX_LOOP_WORDS ? words : [undefined];
  for (const value of values) {
    setVariable(variable, value, scope);
    readStatements(body, scope, place);
  }
}

function readFunction(name: string, body: CommandNode, scope: Scope, place: Place): void {
  const before = scope.found.length;
  readCommand(body, subshell(scope), place);
  const callsItself = scope.found.slice(before).filter((command) => command.name === name);
  if (callsItself.some((command) => command.background || command.upstream.length > 0)) {
    keep(standIn("fork-bomb", `${name}() calls itself in a pipe`, { ...place, cwd: scope.cwd }), scope);
  }
}

function readSimple(node: SimpleCommandNode, scope: Scope, place: Place): void {
  const command = buildCommand(node, wordScope(scope), { ...place, cwd: scope.cwd });
  if (node.name === null) for (const { name, value } of command.assignments) setVariable(name, value, scope);
  const onlyAssigns = node.name === null && command.writes.length === 0 && command.stdin === undefined;
  if (!onlyAssigns) keep(command, scope);
  if (command.name === "cd" || command.name === "pushd") scope.cwd = changeFolder(scope.cwd, operandsOf(command)[0]);
}

/** Keeps a command and all that it runs in its turn. */
function keep(command: ShellCommand, scope: Scope): void {
  if (scope.found.length >= MAX_COMMANDS) throw new Error("It runs too many commands.");
  scope.found.push(command);
  const wrapped = unwrapCommand(command);
  if (wrapped) keep(wrapped, scope);
  const script = innerScript(command);
  if (script !== undefined) {
    readStatements(parse(script).statements, deeper(scope), { ...ALONE, background: command.background });
  }
}

function wordScope(scope: Scope): WordScope {
  return {
    variables: scope.variables,
    readInner(script) {
      const before = scope.found.length;
      readStatements(script.statements, deeper(scope), ALONE);
      return scope.found.slice(before);
    },
  };
}

function subshell(scope: Scope): Scope {
  return { ...scope, variables: new Map(scope.variables) };
}

function deeper(scope: Scope): Scope {
  return { ...subshell(scope), depth: scope.depth + 1 };
}

function setVariable(name: string, value: ShellWord | undefined, scope: Scope): void {
  if (value?.known) scope.variables.set(name, value);
  else scope.variables.delete(name);
}

function changeFolder(cwd: string | undefined, target: ShellWord | undefined): string | undefined {
  if (target === undefined) return "~";
  if (/^\$(?:PWD|GITHUB_WORKSPACE|CI_PROJECT_DIR|WORKSPACE)$/.test(target.text)) return ".";
  if (!target.known || target.text === "-") return undefined;
  if (target.text.startsWith("/") || target.text.startsWith("~")) return target.text;
  return cwd === undefined ? undefined : posix.join(cwd, target.text);
}
