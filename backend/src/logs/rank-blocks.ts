import type { LogBlock } from "./log-block.ts";
import { preferFirstSaid } from "./prefer-first-said.ts";
import { indexesOfFailingSections, type Section } from "./track-sections.ts";

export interface RankedBlock {
  block: LogBlock;
  /** 0..1, higher is likelier the cause. */
  score: number;
}

const OUTSIDE_FAILED_STEP = 0.3;
/** A later step that failed, too: the first one may have been allowed to. Of two errors as sure the first counts. */
const LATER_FAILED_STEP = 0.97;
/** An earlier step that failed, and the job went on. */
const TOLERATED_STEP = 0.6;
/** Another step that bears error marks, but did not end with an exit code. */
const MARKED_STEP = 0.5;
const IN_CLEANUP = 0.2;
const AFTER_EXIT = 0.3;
const BEFORE_SUCCESS = 0.4;
/** An error that the CI system itself marked as one. */
const ANNOTATION_BONUS = 0.06;
/** Unsure lines are likelier the cause the nearer they stand to where the step gave up; sure ones are not. */
const SURE_WEIGHT = 0.7;
const NEARNESS_BONUS = 0.14;
/** An error that a program printed before it went on to another one. */
const SURVIVED = 0.6;
/** So many lines after an error, what is printed is no longer a part of it. */
const WENT_ON_LINES = 3;
const SCORE_MAX = 1;

/** Orders blocks by how likely each is the cause: shape, step, and how near the end for those that are unsure. */
export function rankBlocks(
  blocks: readonly LogBlock[],
  sections: readonly Section[],
  totalLines: number,
): RankedBlock[] {
  const failing = indexesOfFailingSections(sections);
  const ranked = blocks.map((block) => ({
    block,
    score: Math.min(SCORE_MAX, scoreBlock(block, blocks, sections, failing, totalLines)),
  }));
  return preferFirstSaid(ranked.sort((a, b) => b.score - a.score || a.block.startLine - b.block.startLine));
}

function scoreBlock(
  block: LogBlock,
  blocks: readonly LogBlock[],
  sections: readonly Section[],
  failing: readonly number[],
  totalLines: number,
): number {
  const section = sections[block.section];
  const firstFailed = failing.find((at) => sections[at]?.job === section?.job) ?? failing[0];
  let score = block.shape.weight + (block.annotated ? ANNOTATION_BONUS : 0);
  if (section === undefined) return score;
  const isLater = firstFailed !== undefined && block.section > firstFailed;
  if (block.shape.weight < SURE_WEIGHT && block.shape.role === "cause" && !isLater) {
    const end = section.failedAtLine ?? (firstFailed === undefined ? totalLines : section.endLine);
    const length = Math.max(1, end - section.startLine);
    const nearness = Math.max(0, Math.min(1, 1 - (end - block.endLine) / length));
    score += NEARNESS_BONUS * nearness * nearness;
  }
  if (wasOvercome(block, section, blocks)) score *= BEFORE_SUCCESS;
  if (wasSurvived(block, section, blocks)) score *= SURVIVED;
  if (section.cleanup) return score * IN_CLEANUP;
  if (firstFailed === undefined) return score;
  if (!section.failed) return score * OUTSIDE_FAILED_STEP;
  if (block.section !== firstFailed) score *= shareOfOtherStep(section, isLater);
  else if (firstFailed !== failing[0]) score *= LATER_FAILED_STEP;
  if (section.failedAtLine !== undefined && block.startLine > section.failedAtLine && !block.annotated)
    score *= AFTER_EXIT;
  return score;
}

function shareOfOtherStep({ exitCode }: Section, isLater: boolean): number {
  if (exitCode === undefined) return MARKED_STEP;
  return isLater ? LATER_FAILED_STEP : TOLERATED_STEP;
}

/** A tool said afterwards that it succeeded, and something that weighs as much went wrong only later. */
function wasOvercome(block: LogBlock, section: Section, blocks: readonly LogBlock[]): boolean {
  const success = section.succeededAtLine;
  if (success === undefined || block.endLine >= success || block.shape.machine) return false;
  return blocks.some(
    (each) => each.startLine > success && each.shape.role === "cause" && each.shape.weight >= block.shape.weight,
  );
}

/** The program printed an exception and went on: another error follows in the step, and not at once. */
function wasSurvived(block: LogBlock, section: Section, blocks: readonly LogBlock[]): boolean {
  const { survivedBy } = block.shape;
  if (survivedBy === undefined) return false;
  const end = section.failedAtLine ?? section.endLine;
  return blocks.some(
    ({ shape, startLine, section: index }) =>
      index === block.section &&
      (shape.role === "cause" || shape.role === "summary") &&
      shape.weight >= survivedBy &&
      startLine > block.endLine + WENT_ON_LINES &&
      startLine <= end,
  );
}
