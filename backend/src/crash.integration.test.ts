import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseConfig } from "./config.ts";
import { openIncidentModel } from "./incidents/incident-model.ts";
import type { IncidentRecord } from "./incidents/incident-record.ts";
import { openStore } from "./open-store.ts";
import { ROOT } from "./package-root.ts";

/** The compiled server: what users run, and quick to start. */
const CRASH_SERVER = join(ROOT, "backend/dist/testing/crash-server.js");
const STEPS = ["collecting", "diagnosing", "proposing", "assessing", "executing", "verifying", "delivering"];
/** Every moment at which the process is killed, one test each. */
const MOMENTS = [
  "received:begins",
  ...STEPS.flatMap((step) => ["begins", "known"].map((moment) => `${step}:${moment}`)),
  "delivering:stored",
  "approval:stored",
  ...["before", "fix", "after"].flatMap((phase) => [`run.started:${phase}`, `run.finished:${phase}`]),
];
/** What must stand on the timeline exactly once, whatever happened. */
const ONCE = [
  "incident.received",
  "step.collected",
  "step.diagnosed",
  "step.proposed",
  "step.asked",
  "approval.answered",
  "step.executed",
  "step.verified",
  "step.delivered",
];

let dataDir: string;
let children: ChildProcess[] = [];

beforeAll(() => {
  execFileSync(process.execPath, [join(ROOT, "node_modules/typescript-7/bin/tsc"), "-b", "contract", "backend"], {
    cwd: ROOT,
  });
});
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "pipewright-crash-"));
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
  await rm(dataDir, { recursive: true, force: true });
});

describe("kill -9", () => {
  it.each(MOMENTS)("at %s loses nothing and executes nothing twice", async (moment) => {
    const first = start({ CRASH_AT: moment, CRASH_ACCEPT: "shell-crlf" });
    expect(await ended(first)).toBe("SIGKILL");

    const second = start({});
    expect(await saysRest(second)).toBe("resolved");
    second.kill("SIGKILL");
    await ended(second);

    const [incident, ...others] = await readIncidents();
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ status: "resolved", verification: { verdict: "proven" } });
    const timeline = incident?.timeline ?? [];
    expect(timeline.map(({ n }) => n)).toEqual(timeline.map((_, index) => index + 1));
    for (const kind of ONCE)
      expect(
        timeline.filter((entry) => entry.kind === kind),
        kind,
      ).toHaveLength(1);
    for (const phase of ["before", "fix", "after"]) {
      const finished = timeline.filter(({ kind, data }) => kind === "run.finished" && data?.phase === phase);
      expect(finished.length, `${phase} finished`).toBe(1);
    }
  });
});

describe("kill -9 at the moment a person's edit is stored", () => {
  it("keeps the edit, and runs it and nothing else", async () => {
    const edit = "sed -i 's/,$//' config/app.json && : by hand\n";
    const first = start({ CRASH_AT: "revision:stored", CRASH_ACCEPT: "shell-crlf", CRASH_EDIT: edit });
    expect(await ended(first)).toBe("SIGKILL");
    const second = start({});
    await saysRest(second);
    second.kill("SIGKILL");
    await ended(second);

    const [incident] = await readIncidents();
    expect(incident?.fix).toMatchObject({ revision: 2, provider: "person", script: edit });
    expect(incident?.pastRevisions).toMatchObject([{ outcome: "superseded", approval: { status: "superseded" } }]);
    const timeline = incident?.timeline ?? [];
    expect(timeline.filter(({ kind }) => kind === "fix.revised")).toHaveLength(1);
    expect(timeline.filter(({ kind, data }) => kind === "run.started" && data?.phase === "fix")).toHaveLength(1);
  });
});

function start(environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [CRASH_SERVER], {
    env: { ...process.env, PIPEWRIGHT_DATA: dataDir, EXECUTOR: "sandbox", LLM_PROVIDER: "none", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return child;
}

function ended(child: ChildProcess): Promise<string | number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.signalCode ?? child.exitCode);
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
}

function saysRest(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (chunk) => {
      text += String(chunk);
      const rest = /^rest (\w+)$/m.exec(text);
      if (rest?.[1]) resolve(rest[1]);
    });
    child.once("exit", () => reject(new Error(`The process ended before the incident did: ${text}`)));
  });
}

async function readIncidents(): Promise<IncidentRecord[]> {
  const store = await openStore(parseConfig({ PIPEWRIGHT_DATA: dataDir }), pino({ level: "silent" }));
  try {
    return await (await openIncidentModel(store.connection)).find().lean<IncidentRecord[]>();
  } finally {
    await store.close();
  }
}
