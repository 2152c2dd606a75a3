import type { Diagnosis } from "@pipewright/contract/diagnosis";
import type { EvidenceCandidate, ReducedLog } from "@pipewright/contract/reduced-log";
import { ALL_RULES } from "./all-rules.ts";
import { chooseEvidence } from "./choose-evidence.ts";
import { countFailedTests, countNamedTests, titleAmongSeveral } from "./count-failed-tests.ts";
import { describeCandidate } from "./describe-candidate.ts";
import { fixOfMatch, type KnownFix } from "./fix-of-match.ts";
import { lineCandidate, matchRules, type RuleMatch } from "./match-rules.ts";
import { categoryOfShape } from "./shape-categories.ts";

const TEST_RULE = /^tests\/(?!coverage|marked-flaky|assertion|surefire-class)/;
/** Shapes of what a test said itself, away from its name. */
const ASSERTION = /-assertion$/;
/** Names tests that a later run passed, too. */
const RERUNS = /^tests\/gotestsum$/;
const FALLBACK_CONFIDENCE = 0.2;
/** How sure it is of the kind of failure when the shape of the evidence alone tells it. */
const SHAPE_CONFIDENCE = 0.45;
const TITLE_CHARACTERS = 200;
const NOTHING_SAID = "The log does not say why the job failed";

export interface KnowledgeFinding extends KnownFix {
  diagnosis: Diagnosis;
}

/** What the rule packs make of a reduced log. Always answers; what no rule knows is told from its evidence, with low confidence. */
export function diagnoseWithKnowledge(log: ReducedLog): KnowledgeFinding {
  const match = matchRules(log, ALL_RULES);
  return match === undefined ? fromEvidenceAlone(log) : applyRule(log, match);
}

function applyRule(log: ReducedLog, match: RuleMatch): KnowledgeFinding {
  const { rule, line, candidate, value } = match;
  const { title, rootCause } = tellOfSeveral(log, match);
  return {
    diagnosis: {
      category: rule.category,
      title: title.slice(0, TITLE_CHARACTERS),
      rootCause,
      severity: rule.severity,
      confidence: Math.round(value * 100) / 100,
      provider: "knowledge",
      evidence: chooseEvidence(
        log,
        candidate === undefined ? whatSaysIt(log, line) : whatShowsIt(log, rule.id, candidate),
      ),
      rule: rule.id,
    },
    ...fixOfMatch(log, match),
  };
}

/** The line that matched; where that only names the step's command, what the step says. */
function whatSaysIt(log: ReducedLog, line: number): EvidenceCandidate {
  const text = log.lines.find(({ n }) => n === line)?.text;
  const best = log.candidates[0];
  return best !== undefined && text === log.failingStep?.name ? best : lineCandidate({ n: line });
}

/** What the rule matched; where that only names the test that failed, the assertion which was printed before. */
function whatShowsIt(log: ReducedLog, rule: string, matched: EvidenceCandidate): EvidenceCandidate {
  const [best] = log.candidates;
  if (best === undefined || best.score < matched.score || !TEST_RULE.test(rule)) return matched;
  return ASSERTION.test(best.shape) && best.endLine < matched.startLine ? best : matched;
}

/** The explanation of the line that matched; where a test runner counts more failures, it says so. */
function tellOfSeveral(log: ReducedLog, { rule, explanation, line, candidate }: RuleMatch) {
  const isTest = TEST_RULE.test(rule.id);
  if (!isTest && (candidate === undefined || categoryOfShape(candidate.shape) !== "test_failure")) return explanation;
  const told = countFailedTests(log, line);
  const isNamed = told === 0 && isTest && !RERUNS.test(rule.id) && candidate !== undefined;
  const named = isNamed ? countNamedTests(log, candidate.shape, rule.pattern) : 0;
  if (Math.max(told, named) < 2) return explanation;
  const several = told > 0 ? `${told} tests` : `At least ${named} tests`;
  const more = isTest ? `${several} fail in all.` : "The others may fail for other reasons.";
  return {
    title: titleAmongSeveral(explanation.title, several, isTest),
    rootCause: `${explanation.rootCause} ${more}`,
  };
}

function fromEvidenceAlone(log: ReducedLog): KnowledgeFinding {
  const best = log.candidates[0];
  const category = best === undefined ? "unknown" : categoryOfShape(best.shape);
  const title = (best && describeCandidate(log, best)) || NOTHING_SAID;
  const evidence = best === undefined ? [] : chooseEvidence(log, best);
  const command = log.failingStep?.command;
  return {
    diagnosis: {
      category,
      title,
      rootCause:
        best === undefined ? `${NOTHING_SAID}.` : "No rule knows this failure; the evidence is what the log says.",
      severity: "medium",
      confidence: category === "unknown" ? FALLBACK_CONFIDENCE : SHAPE_CONFIDENCE,
      provider: "knowledge",
      evidence,
    },
    fix: {
      kind: "manual",
      summary: "A person has to look at this failure",
      why: evidence[0]?.excerpt || `${NOTHING_SAID}.`,
      network: false,
      ...(command !== undefined && { command }),
      provider: "knowledge",
    },
  };
}
