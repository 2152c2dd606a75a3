import type { Rule } from "../rule.ts";
import { messageOfTest } from "../test-message.ts";
import { told } from "../told-rule.ts";

const WHY = "The log says what does not fit; what was meant, it does not.";

/** What builds JavaScript: Rollup, Vite, esbuild, webpack and Next.js. */
export const BUNDLERS: readonly Rule[] = [
  {
    id: "bundlers/prerender",
    category: "runtime_error",
    severity: "high",
    confidence: 0.9,
    pattern: /^Error occurred prerendering page "(?<page>[^"]+)"/,
    explain(found) {
      const message = messageOfTest(found.linesBelow()) ?? messageOfTest(found.linesAbove().toReversed());
      return {
        title: `The page ${found.field("page")} cannot be rendered${message === undefined ? "" : `: ${message}`}`,
        rootCause: "Next.js renders the page while it builds, and the page's own code throws an error.",
        remedy: {
          kind: "manual",
          summary: "Find out what led to the error",
          why: "The stack shows where; the page may ask for data or a server that the job does not have.",
        },
      };
    },
  },
  told({
    id: "bundlers/esbuild-line",
    category: "compile",
    severity: "high",
    pattern:
      /^(?:\S*\/)?(?<file>[^/\s]+\/[^/\s]+\.(?:[cm]?[jt]sx?|vue|svelte|css|scss|json)):(?<line>\d+):\d+: ERROR: (?<text>.+)/,
    title: "{file}:{line}: {text}",
    cause: "The bundler cannot read the file.",
    todo: "Mend the syntax error",
    why: WHY,
  }),
  told({
    id: "bundlers/esbuild",
    category: "compile",
    severity: "high",
    confidence: 0.86,
    pattern: /^(?:✘|X) \[ERROR\] (?<text>(?!Could not resolve )(?!TS\d).+?)(?: \[plugin [^\]]+\])?$/,
    title: "{text}",
    cause: "esbuild refuses the program.",
    todo: "Mend what esbuild names",
    why: WHY,
  }),
  told({
    id: "bundlers/rollup",
    category: "compile",
    severity: "high",
    confidence: 0.86,
    pattern: /^(?:\[!\] (?:\([^)]{1,60}\) )?)?RollupError: (?<text>.+)/,
    title: "{text}",
    cause: "Rollup cannot build the program.",
    todo: "Mend what Rollup names",
    why: WHY,
  }),
  told({
    id: "bundlers/type-error",
    category: "type_check",
    pattern: /^Type error: (?<text>.+)/,
    title: "{text}",
    cause: "The build checks types, and they do not fit.",
    todo: "Mend the type error",
    why: WHY,
  }),
  told({
    id: "bundlers/loader-type-error",
    category: "type_check",
    pattern: /^\s+(?<code>TS\d{4,5}): (?<text>.+)/,
    title: "{text} ({code})",
    cause: "The TypeScript compiler, which the bundler runs, refuses the program.",
    todo: "Mend the type error",
    why: WHY,
    when: (found) => found.above(/ERROR in /, 3) !== undefined,
  }),
];
