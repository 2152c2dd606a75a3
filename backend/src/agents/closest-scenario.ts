import type { ScenarioSummary } from "@pipewright/contract/simulate";

/** A built-in scenario and the log it comes with. */
export interface KnownScenario extends ScenarioSummary {
  log: string;
}

const WORD = /[a-z][a-z0-9_]{2,}/g;
/** Words of the language, not of the matter. */
const COMMON = new Set(
  "the and for not but with that this has have was were are its our your from when then than because while which what why how does did can cannot will would should could into onto there here they them some any all job build fails failed failing fail failure error errors pipeline scenario please make want need like".split(
    " ",
  ),
);

/**
 * The scenario that shares most with a description, and how much: 0..1, the share of the description's words that the scenario
 * has, a rare word counting more (inverse document frequency). Undefined when they share nothing.
 */
export function findClosest(
  description: string,
  scenarios: readonly KnownScenario[],
): { scenario: KnownScenario; score: number } | undefined {
  const vocabularies = scenarios.map((scenario) => ({ scenario, words: wordsOf(textOf(scenario)) }));
  const weight = (word: string) => {
    const having = vocabularies.filter(({ words }) => words.has(word)).length;
    return Math.log(1 + scenarios.length / (1 + having));
  };
  const asked = [...wordsOf(description)].map((word) => ({ word, weight: weight(word) }));
  const total = sum(asked);
  const scored = vocabularies.map(({ scenario, words }) => ({
    scenario,
    score: sum(asked.filter(({ word }) => words.has(word))) / total,
  }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { scenario: scored[0]?.scenario, score: 0 });
  return best.scenario === undefined || best.score === 0
    ? undefined
    : { scenario: best.scenario, score: Math.round(best.score * 100) / 100 };
}

function textOf({ id, title, ecosystem, description, log }: KnownScenario): string {
  return [id.replaceAll("-", " "), title, ecosystem, description, log].join("\n");
}

/** Lower case, without plural endings, so that `imports` finds `import`. */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(WORD) ?? [];
  return new Set(words.filter((word) => !COMMON.has(word)).map((word) => word.replace(/(?<=[^s]{3})s$/, "")));
}

function sum(words: readonly { weight: number }[]): number {
  return words.reduce((total, { weight }) => total + weight, 0);
}
