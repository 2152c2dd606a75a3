import type { Category, Severity } from "@pipewright/contract/diagnosis";
import { script } from "./remedies.ts";
import type { Found, Remedy, Rule } from "./rule.ts";

/** A rule whose words are templates: `{name}` stands for a group of the pattern, `{a|b}` for the first that took part. */
export interface ToldRule {
  id: string;
  category: Category;
  severity?: Severity;
  confidence?: number;
  pattern: RegExp;
  title: string;
  cause: string;
  /** What is to be done, in one line. */
  todo: string;
  why: string;
  /** Default `manual`. */
  kind?: "manual" | "rerun" | "wait";
  /** Lines of a script that does it, instead of `kind`; null where the log does not name enough. */
  script?: (found: Found) => string[] | null;
  network?: boolean;
  undo?: string;
  /** Says no where the line means something else. */
  when?: (found: Found) => boolean;
}

const DEFAULT_CONFIDENCE = 0.88;
const PLACEHOLDER = /( ?)(`?)\{([\w|]{1,60})\}\2/g;

export function told(spec: ToldRule): Rule {
  const { id, category, pattern, severity = "medium", confidence = DEFAULT_CONFIDENCE } = spec;
  return {
    id,
    category,
    severity,
    confidence,
    pattern,
    explain(found) {
      if (spec.when !== undefined && !spec.when(found)) return null;
      const remedy = remedyOf(spec, found);
      if (remedy === null) return null;
      return { title: fill(spec.title, found), rootCause: fill(spec.cause, found), remedy };
    },
  };
}

function remedyOf(spec: ToldRule, found: Found): Remedy | null {
  const summary = fill(spec.todo, found);
  const why = fill(spec.why, found);
  if (spec.script === undefined) return { kind: spec.kind ?? "manual", summary, why };
  const lines = spec.script(found);
  if (lines === null) return null;
  const more = { ...(spec.network && { network: true }), ...(spec.undo !== undefined && { undo: spec.undo }) };
  return script(summary, why, lines, more);
}

/** A word of its own that the log does not tell is left out; within another one a question mark stands for it. */
function fill(template: string, found: Found): string {
  return template.replace(PLACEHOLDER, (_, space: string, quote: string, names: string) => {
    for (const name of names.split("|")) {
      const value = found.field(name);
      if (value !== "") return `${space}${quote}${value}${quote}`;
    }
    return space === "" ? "?" : "";
  });
}
