import { createHash } from "node:crypto";

const STEADY_START_MS = Date.UTC(2026, 10, 20, 9, 14, 2);
/** Pauses shorter than this vary from machine to machine and would only make noise in a diff. */
const SHORTEST_KEPT_PAUSE_MS = 1_500;
const TICKS_PER_MS = 10_000;

/**
 * The log of one step as GitHub Actions gives it: a 100 ns stamp before every line, the group with the command and
 * its shell, the output, the error line. `lines` are `{ text, atMs }` in order, `atMs` being Unix milliseconds.
 */
export function formatJobLog({ id, command, lines, exitCode, startedAtMs, finishedAtMs, realTime }) {
  const stamp = realTime ? clockStamps() : steadyStamps(id, startedAtMs);
  const header = [
    `##[group]Run ${command.split("\n")[0]}`,
    ...command.split("\n").map((line) => `\u001b[36;1m${line}\u001b[0m`),
    "shell: /usr/bin/bash -e {0}",
    "##[endgroup]",
  ].map((text) => ({ text, atMs: startedAtMs }));
  const footer = { text: `##[error]Process completed with exit code ${exitCode}.`, atMs: finishedAtMs };
  return [...header, ...lines, footer].map(({ text, atMs }) => `${stamp(atMs)} ${text}\n`).join("");
}

/** The exit code in the last line of a recorded log. */
export function recordedExitCode(log) {
  const match = /##\[error\]Process completed with exit code (\d+)\.\n$/.exec(log);
  if (!match) throw new Error("the log does not end with GitHub's error line");
  return Number(match[1]);
}

/** Stamps made of the example's id and the number of the line; only pauses of two seconds and more are the run's own. */
function steadyStamps(id, startedAtMs) {
  const start = hashNumber(id);
  let ticks = (start % (3_600_000 * 8)) * TICKS_PER_MS + (start % TICKS_PER_MS);
  let number = 0;
  let lastMs = startedAtMs;
  return (atMs) => {
    const pauseMs = atMs - lastMs;
    lastMs = atMs;
    number += 1;
    if (pauseMs >= SHORTEST_KEPT_PAUSE_MS) ticks += Math.round(pauseMs / 1000) * 1000 * TICKS_PER_MS;
    ticks += 50 + (hashNumber(`${id}:${number}`) % 12_000);
    return formatTicks(STEADY_START_MS, ticks);
  };
}

function clockStamps() {
  return (atMs) => formatTicks(Math.floor(atMs), Math.round((atMs % 1) * TICKS_PER_MS));
}

function formatTicks(baseMs, ticks) {
  const date = new Date(baseMs + Math.floor(ticks / TICKS_PER_MS)).toISOString();
  return `${date.slice(0, -1)}${String(ticks % TICKS_PER_MS).padStart(4, "0")}Z`;
}

function hashNumber(text) {
  return createHash("sha256").update(text).digest().readUInt32BE(0);
}
