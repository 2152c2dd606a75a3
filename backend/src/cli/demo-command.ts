import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";
import type { Incident, IncidentStatus } from "@pipewright/contract/incident";
import type { Config } from "../config.ts";
import { renderIncidentPatch } from "../delivery/render-incident-patch.ts";
import { createScenarioLibrary } from "../intake/scenarios.ts";
import { readSimulation } from "../intake/simulate.ts";
import { type Loop, startLoop } from "../loop.ts";
import { openStore } from "../open-store.ts";
import { EXAMPLES_DIR } from "../package-root.ts";
import { createLog } from "./create-log.ts";
import { printable } from "./render-diagnosis.ts";
import { renderDecision, renderDiff, renderProof } from "./render-incident.ts";

/** Statuses at which the demo stops and looks. */
const AT_REST: readonly IncidentStatus[] = [
  "awaiting_approval",
  "resolved",
  "rejected",
  "expired",
  "dismissed",
  "failed",
];

/**
 * `pipewright demo`: the whole loop on one example, in a store of its own that is removed afterwards. Uses the embedded
 * sandbox unless EXECUTOR names Docker. Returns the exit code: 0 only if the fix was proven.
 */
export async function demoCommand(options: { yes: boolean; scenario: string }, config: Config): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), "pipewright-demo-"));
  const executor = config.execution.executor === "auto" ? "sandbox" : config.execution.executor;
  const own: Config = {
    ...config,
    dataDir,
    mongo: { ...config.mongo, url: undefined },
    execution: { ...config.execution, executor },
  };
  const log = createLog("warn");
  const store = await openStore(own, log);
  const watcher = createWatcher();
  const loop = await startLoop({ config: own, store, log, onIncident: watcher.onIncident, onOutput: printOutput });
  try {
    const scenarios = createScenarioLibrary(EXAMPLES_DIR);
    const { eventId } = await loop.orchestrator.accept(
      await readSimulation({ scenario: options.scenario }, { scenarios }),
    );
    const proposed = await watcher.rest(eventId, loop);
    print(renderDecision(proposed));
    if (proposed.status !== "awaiting_approval" || !proposed.approval) return 1;
    const isApproved = options.yes || (await confirm());
    const { id: approvalId, digest } = proposed.approval;
    if (!isApproved) {
      await loop.orchestrator.reject({ approvalId, reason: "not approved in the demo", by: "demo" });
      print("Nothing was run.");
      return 1;
    }
    await loop.orchestrator.approve({ approvalId, digest, by: "demo" });
    const done = await watcher.rest(eventId, loop);
    print(renderProof(done));
    print(renderDiff(renderIncidentPatch(done) ?? ""));
    return done.verification?.verdict === "proven" ? 0 : 1;
  } finally {
    await loop.close();
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Prints the timeline as it grows, and waits for the incident to come to rest. */
function createWatcher() {
  let wake = () => {};
  return {
    onIncident(
      _incident: { status: IncidentStatus },
      entries: { message: string; data?: Record<string, unknown> | undefined }[],
    ) {
      for (const { message, data } of entries) {
        const took = typeof data?.durationMs === "number" ? styleText("dim", `  ${data.durationMs} ms`) : "";
        print(`${styleText("magenta", "•")} ${printable(message)}${took}`);
      }
      wake();
    },
    async rest(id: string, loop: Loop): Promise<Incident> {
      for (;;) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const incident = await loop.incidents.find(id);
        if (incident && AT_REST.includes(incident.status)) return incident;
        await woken;
      }
    },
  };
}

function printOutput(_id: string, _phase: string, text: string): void {
  const lines = text.replace(/\n$/, "").split("\n");
  print(lines.map((line) => styleText("dim", `    ${printable(line)}`)).join("\n"));
}

async function confirm(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("\nApprove? [y/N] ").finally(() => terminal.close());
  return /^y(es)?$/i.test(answer.trim());
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
