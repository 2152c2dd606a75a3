import { setImmediate as nextTurn } from "node:timers/promises";
import { CommandError } from "../errors.ts";
import type { Row, Step } from "./row.ts";

const STEPS_PER_CHECK = 256;
const TURN_MS = 12;

/** Counts rows, letting the event loop turn now and then. */
export async function countRows(rows: Iterable<Step>, deadline: number | undefined): Promise<number> {
  let count = 0;
  await eachRow(rows, deadline, () => {
    count++;
  });
  return count;
}

/** Visits each row; throws MaxTimeMSExpired (50) after `deadline` (ms since the epoch). */
export async function eachRow(
  rows: Iterable<Step>,
  deadline: number | undefined,
  visit: (row: Row) => void,
): Promise<void> {
  let steps = 0;
  let turnEnds = Date.now() + TURN_MS;
  for (const row of rows) {
    if (row !== undefined) visit(row);
    if (++steps % STEPS_PER_CHECK !== 0) continue;
    const now = Date.now();
    if (deadline !== undefined && now > deadline)
      throw new CommandError("MaxTimeMSExpired", "operation exceeded time limit");
    if (now < turnEnds) continue;
    await nextTurn();
    turnEnds = Date.now() + TURN_MS;
  }
}
