import { POLICY_MAX_BYTES, PolicyFile, type PolicyProblem } from "@pipewright/contract/policy";
import { type Document, LineCounter, parseDocument, visit } from "yaml";
import { explainIssue } from "./explain-issue.ts";
import { findPlace, type Place } from "./find-place.ts";

/** A policy file as it was read, and where its parts stand. */
export interface ParsedPolicy {
  file: PolicyFile;
  /** Patterns of `jobs` in the file's order, which a JavaScript object does not keep for numbers. */
  jobs: string[];
  /** Line of a part, from 1. */
  lineOf(path: readonly PropertyKey[]): number;
}

export type PolicyReading = { ok: true; policy: ParsedPolicy } | { ok: false; problems: PolicyProblem[] };

const START: Place = { line: 1, column: 1 };

/** Reads the text of `.pipewright.yml`; with every mistake named by its line, not only the first. */
export function parsePolicy(text: string): PolicyReading {
  const tooLarge = Buffer.byteLength(text, "utf8") > POLICY_MAX_BYTES;
  if (tooLarge) return failed(problem(START, "", `The file is larger than ${POLICY_MAX_BYTES / 1024} KiB.`));
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error", schema: "core" });
  const broken = [...document.errors, ...document.warnings].map(({ pos: [offset], message }) =>
    problem(placeAt(lines, offset), "", `The YAML cannot be read: ${message}`),
  );
  if (broken.length > 0) return failed(...broken);
  const alias = findAlias(document);
  if (alias !== undefined) {
    const words = "Aliases (*name) are not read here; write the value out.";
    return failed(problem(placeAt(lines, alias), "", words));
  }
  const value: unknown = document.toJS();
  if (value === null) return failed(problem(START, "", 'The file is empty. Begin it with "version: 1".'));
  const parsed = PolicyFile.safeParse(value, { reportInput: true });
  const placeOf = (path: readonly PropertyKey[], key?: string) => findPlace(document, lines, path, key) ?? START;
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) =>
      explainIssue(issue).map(({ path, key, message }) => problem(placeOf(path, key), dotted(path, key), message)),
    );
    return failed(...problems);
  }
  const jobs = keysOf(document, "jobs");
  return { ok: true, policy: { file: parsed.data, jobs, lineOf: (path) => placeOf(path).line } };
}

function failed(...problems: PolicyProblem[]): PolicyReading {
  // Of what is wrong with one part in several ways, the first says enough.
  const first = problems.filter(({ path }, index) => problems.findIndex((each) => each.path === path) === index);
  return { ok: false, problems: first.sort((a, b) => a.line - b.line || a.column - b.column) };
}

function problem(place: Place, path: string, message: string): PolicyProblem {
  return { ...place, path, message };
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function dotted(path: readonly PropertyKey[], key: string | undefined): string {
  return [...path, ...(key === undefined ? [] : [key])].map(String).join(".");
}

function findAlias(document: Document): number | undefined {
  let found: number | undefined;
  visit(document, {
    Alias(_key, { range }) {
      found = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

function keysOf(document: Document, name: string): string[] {
  const value: unknown = document.toJS({ mapAsMap: true });
  const map: unknown = value instanceof Map ? value.get(name) : undefined;
  return map instanceof Map ? [...map.keys()].map(String) : [];
}
