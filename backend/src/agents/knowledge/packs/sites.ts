import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Documentation and sites: MkDocs, Hugo, Jekyll, Docusaurus. */
export const SITES: readonly Rule[] = [
  told({
    id: "sites/link",
    category: "lint",
    confidence: 0.92,
    pattern:
      /Doc file '(?<file>[^']+)' contains a (?:relative )?link '(?<name>[^']+)', but|Broken link on source page path = (?<page>\S+):|-> linking to (?<other>\S+)/,
    title: "{file|page}: a link leads nowhere ({name|other})",
    cause: "The page that it names does not exist, or lies elsewhere.",
    todo: "Correct the link, or add the page",
    why: "Which of the two, the log does not say.",
  }),
  told({
    id: "sites/template",
    category: "compile",
    severity: "high",
    confidence: 0.92,
    pattern:
      /error building site: (?<text>.+)|Liquid (?:Exception|error|syntax error)(?: \([^)]{1,80}\))?: (?<other>.+)|Error: Error building site: (?<third>.+)/,
    title: "The site does not build: {text|other|third}",
    cause: "A page or a template of it is not valid.",
    todo: "Mend the page that is named",
    why: "What was meant, the log does not say.",
  }),
];
