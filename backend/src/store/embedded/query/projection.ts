import { evaluateExpression } from "../aggregate/evaluate-expression.ts";
import { type Fields, isArray, isDocument, isNumber, isTruthy, MISSING, toNumber } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import { compileFilter, type Predicate } from "./compile-filter.ts";
import type { Filter } from "./filter.ts";
import { matchedPosition } from "./matched-position.ts";
import { parseFilter } from "./parse-filter.ts";

export type Project = (document: Fields) => Fields;

export interface ProjectionOptions {
  readonly variables?: Fields | undefined;
  /** The query's filter, for the positional `field.$`. */
  readonly filter?: Filter | undefined;
}

/** A node of the tree of paths: a leaf's rule, or children. */
type Node = Map<string, Node | Rule>;
type Rule =
  | { readonly kind: "include" }
  | { readonly kind: "exclude" }
  | { readonly kind: "compute"; readonly expression: unknown }
  | { readonly kind: "slice"; readonly skip: number | undefined; readonly count: number }
  | { readonly kind: "elemMatch"; readonly test: Predicate };

interface Parsed {
  readonly tree: Node;
  readonly inclusive: boolean;
  readonly keepId: boolean;
  readonly positional: string | undefined;
}

/** Compiles a find projection or a $project stage; undefined when it lets everything through. */
export function compileProjection(spec: Fields, options: ProjectionOptions = {}): Project | undefined {
  if (spec.size === 0) return undefined;
  const parsed = parseProjection(spec);
  const { positional } = parsed;
  return (document) => {
    const source = positional === undefined ? document : onlyMatched(document, positional, options.filter);
    return project(source, document, parsed, options.variables);
  };
}

function parseProjection(spec: Fields): Parsed {
  const tree: Node = new Map();
  let inclusive: boolean | undefined;
  let keepId: boolean | undefined;
  let positional: string | undefined;
  const decide = (path: string, include: boolean): void => {
    if (inclusive !== undefined && inclusive !== include) {
      throw new CommandError(
        include ? "Location31253" : "Location31254",
        include
          ? `Cannot do inclusion on field ${path} in exclusion projection`
          : `Cannot do exclusion on field ${path} in inclusion projection`,
      );
    }
    inclusive = include;
  };
  const visit = (path: string, value: unknown): void => {
    if (path === "" || path.startsWith(".") || path.endsWith(".") || path.includes("..")) {
      throw new CommandError("BadValue", "FieldPath field names may not be empty strings.");
    }
    if (path.endsWith(".$") || path === "$") {
      positional = path.slice(0, -2);
      decide(path, true);
      insert(tree, positional, { kind: "include" });
      return;
    }
    if (path.startsWith("$")) throw new CommandError("BadValue", `FieldPath field names may not start with '$'.`);
    const rule = parseRule(value);
    if (rule === undefined) {
      if (isDocument(value)) for (const [name, part] of value) visit(`${path}.${name}`, part);
      return;
    }
    if (path === "_id" && (rule.kind === "include" || rule.kind === "exclude")) {
      keepId = rule.kind === "include";
      return;
    }
    if (rule.kind === "include" || rule.kind === "compute" || rule.kind === "elemMatch") decide(path, true);
    else if (rule.kind === "exclude") decide(path, false);
    insert(tree, path, rule);
  };
  for (const [path, value] of spec) visit(path, value);
  const onlyId =
    inclusive === undefined && keepId === true && ![...tree.values()].some((node) => !(node instanceof Map));
  return { tree, inclusive: inclusive ?? onlyId, keepId: keepId ?? true, positional };
}

function parseRule(value: unknown): Rule | undefined {
  if (isNumber(value) || typeof value === "boolean") return { kind: isTruthy(value) ? "include" : "exclude" };
  if (!isDocument(value)) return { kind: "compute", expression: value };
  const [operator] = value.keys();
  if (operator === undefined) throw new CommandError("Location51270", "An empty sub-projection is not a valid value");
  if (!operator.startsWith("$")) return undefined;
  if (operator === "$elemMatch") {
    const condition = value.get(operator);
    if (!isDocument(condition)) throw new CommandError("Location31274", "elemMatch: Invalid argument, object required");
    const filter = parseFilter(new Map([["items", new Map([["$elemMatch", condition]])]]));
    const test = compileFilter(filter);
    return { kind: "elemMatch", test: (holder) => test(holder) };
  }
  if (operator === "$slice") {
    const slice = parseSlice(value.get(operator));
    if (slice !== undefined) return slice;
  }
  return { kind: "compute", expression: value };
}

function parseSlice(value: unknown): Rule | undefined {
  if (isNumber(value)) return { kind: "slice", skip: undefined, count: Math.trunc(toNumber(value)) };
  if (!isArray(value) || value.length !== 2 || !value.every(isNumber)) return undefined;
  const [skip, count] = value.map((part) => Math.trunc(toNumber(part)));
  if (count === undefined || count <= 0) throw new CommandError("Location28724", "$slice limit must be positive");
  return { kind: "slice", skip, count };
}

function insert(tree: Node, path: string, rule: Rule): void {
  const names = path.split(".");
  let node = tree;
  names.forEach((name, i) => {
    const existing = node.get(name);
    if (i === names.length - 1) {
      if (existing !== undefined) throw new CommandError("Location31249", `Path collision at ${path}`);
      node.set(name, rule);
      return;
    }
    if (existing !== undefined && !(existing instanceof Map)) {
      throw new CommandError("Location31249", `Path collision at ${path}`);
    }
    const next: Node = existing ?? new Map();
    node.set(name, next);
    node = next;
  });
}

function project(source: Fields, root: Fields, parsed: Parsed, variables: Fields | undefined): Fields {
  const out: Fields = new Map();
  if (parsed.keepId && source.has("_id") && !parsed.tree.has("_id")) out.set("_id", source.get("_id"));
  const fields = walk(source, parsed.tree, parsed.inclusive, root, variables);
  for (const [name, value] of fields) if (name !== "_id" || parsed.tree.has("_id")) out.set(name, value);
  return out;
}

function walk(source: Fields, tree: Node, inclusive: boolean, root: Fields, variables: Fields | undefined): Fields {
  const out: Fields = new Map();
  for (const [name, value] of source) {
    const node = tree.get(name);
    const result =
      node === undefined ? (inclusive ? MISSING : value) : applyNode(node, value, inclusive, root, variables);
    if (result !== MISSING) out.set(name, result);
  }
  for (const [name, node] of tree) {
    if (source.has(name) && !(!(node instanceof Map) && node.kind === "compute")) continue;
    const result = computeNew(node, source.get(name), root, variables);
    out.delete(name);
    if (result !== MISSING) out.set(name, result);
  }
  return out;
}

function applyNode(
  node: Node | Rule,
  value: unknown,
  inclusive: boolean,
  root: Fields,
  variables: Fields | undefined,
): unknown {
  if (node instanceof Map) {
    if (isDocument(value)) return walk(value, node, inclusive, root, variables);
    if (isArray(value)) {
      const items = value.map((item): unknown =>
        isDocument(item) || isArray(item)
          ? applyNode(node, item, inclusive, root, variables)
          : inclusive
            ? MISSING
            : item,
      );
      return items.filter((item) => item !== MISSING);
    }
    return inclusive ? computeNew(node, undefined, root, variables) : value;
  }
  switch (node.kind) {
    case "include":
      return value;
    case "exclude":
      return MISSING;
    case "slice":
      return isArray(value) ? slice(value, node.skip, node.count) : value;
    case "elemMatch": {
      if (!isArray(value)) return MISSING;
      const found = value.find((item) => node.test(new Map([["items", [item]]])));
      return found === undefined ? MISSING : [found];
    }
    case "compute":
      return MISSING;
  }
}

/** What computed rules add where the document has nothing. */
function computeNew(node: Node | Rule, existing: unknown, root: Fields, variables: Fields | undefined): unknown {
  if (!(node instanceof Map))
    return node.kind === "compute" ? evaluateExpression(node.expression, root, variables) : MISSING;
  if (existing !== undefined) return MISSING;
  const out: Fields = new Map();
  for (const [name, child] of node) {
    const value = computeNew(child, undefined, root, variables);
    if (value !== MISSING) out.set(name, value);
  }
  return out.size > 0 ? out : MISSING;
}

function slice(items: readonly unknown[], skip: number | undefined, count: number): unknown[] {
  if (skip === undefined) return count >= 0 ? items.slice(0, count) : items.slice(count);
  const start = skip >= 0 ? skip : Math.max(0, items.length + skip);
  return items.slice(start, start + count);
}

/** The document with the array at `path` cut down to the element that the filter matched. */
function onlyMatched(document: Fields, path: string, filter: Filter | undefined): Fields {
  const position = filter && matchedPosition(filter, document);
  if (position === undefined) {
    throw new CommandError(
      "Location51246",
      "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
    );
  }
  return cut(document, path.split("."), position);
}

function cut(fields: Fields, names: readonly string[], position: number): Fields {
  const [name = "", ...rest] = names;
  const value = fields.get(name);
  const copy = new Map(fields);
  if (isArray(value)) copy.set(name, value.slice(position, position + 1));
  else if (isDocument(value) && rest.length > 0) copy.set(name, cut(value, rest, position));
  return copy;
}
