import { createReadStream } from "node:fs";
import { diagnoseWithKnowledge } from "../agents/knowledge/diagnose-with-knowledge.ts";
import { createLogReducer } from "../logs/reduce-log.ts";

const PIECE_BYTES = 1024 * 1024;
const [, , path = ""] = process.argv;

// Prints how long it took from the open file to the evidence, and what the process needed for it.
const begun = performance.now();
const reducer = createLogReducer();
for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) reducer.push(piece);
const reduced = reducer.finish();
const { diagnosis } = diagnoseWithKnowledge(reduced);
const ms = performance.now() - begun;
const peakMiB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(
  `${JSON.stringify({ ms, peakMiB, lines: reduced.totalLines, title: diagnosis.title, evidence: diagnosis.evidence.map(({ startLine, endLine }) => [startLine, endLine]) })}\n`,
);
