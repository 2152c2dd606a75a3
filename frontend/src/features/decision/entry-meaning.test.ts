import { expect, it } from "vitest";
import { entryMeaning } from "./entry-meaning.ts";

it.each([
  ["a step that gave up is red", "step.failed", {}, "failing"],
  ["a fix that did not hold is red", "step.refuted", { verdict: "refuted" }, "failing"],
  ["a step that is tried again is the machine's", "step.retry", { attempts: 1 }, "working"],
  ["a proof is green", "step.verified", { verdict: "proven" }, "proven"],
  ["what could not be proven has no colour", "step.verified", { verdict: "unproven" }, "rest"],
  ["what else happens has none", "approval.answered", {}, "rest"],
])("%s", (_words, kind, data, meaning) => {
  expect(entryMeaning({ kind, data })).toBe(meaning);
});
