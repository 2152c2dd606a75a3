import type { Category } from "@pipewright/contract/diagnosis";
import mongoose from "mongoose";
import { openIncidentModel } from "../../incidents/incident-model.ts";
import type { IncidentRecord } from "../../incidents/incident-record.ts";
import { connectStore } from "../../store/connect.ts";
import { startTestServer } from "../../testing/start-test-server.ts";

const DATABASE = "pipewright";
const SCENARIO = "python-missing-import";
const BATCH = 500;
/** About 333 a day. */
const BETWEEN_MS = 260_000;
const SETTLED_MS = 120_000;
const REPOSITORIES = 40;
const BRANCHES = ["main", "main", "main", "develop", "release/2.4"];
const CATEGORIES: readonly Category[] = ["dependency", "test_failure", "compile", "network"];

/** Fills a data folder with so many settled incidents: copies of one that the server itself took from the failure to the proof. */
export async function fillStore(dataDir: string, incidents: number): Promise<void> {
  await makeOriginal(dataDir);
  const store = await connectStore({ url: undefined, database: DATABASE, dataDir, onWarning: () => {} });
  try {
    const model = await openIncidentModel(store.connection);
    const original = await model.findOne().lean<IncidentRecord>();
    if (original === null) throw new Error("The original is not in the store");
    const now = Date.now();
    for (let from = 1; from < incidents; from += BATCH) {
      const count = Math.min(BATCH, incidents - from);
      const copies = Array.from({ length: count }, (_, i) => copyOf(original, from + i, now));
      await model.collection.insertMany(copies);
    }
  } finally {
    await store.close();
  }
}

async function makeOriginal(dataDir: string): Promise<void> {
  const server = await startTestServer({}, { dataDir, keepData: true });
  try {
    const id = await server.simulate({ scenario: SCENARIO });
    await server.approve(await server.reach(id));
    await server.reach(id, ["resolved", "failed"]);
  } finally {
    await server.close();
  }
}

/** The same story of another place and time. */
function copyOf(original: IncidentRecord, n: number, now: number): IncidentRecord {
  const at = new Date(now - n * BETWEEN_MS - (n % 7) * 1000);
  const { diagnosis, approval, verification, dedupeKeys: _keys, lease: _lease, ...rest } = original;
  const isRejected = n % 5 === 0;
  const greenAt = new Date(at.getTime() + (n % 240) * 60_000).toISOString();
  return {
    ...rest,
    _id: new mongoose.Types.ObjectId(),
    status: isRejected ? "rejected" : "resolved",
    createdAt: at,
    updatedAt: new Date(at.getTime() + SETTLED_MS),
    diagnosisMs: 200 + ((n * 7919) % 60_000),
    signal: {
      ...original.signal,
      source: n % 3 === 0 ? "simulate" : "github",
      repo: `acme/service-${(n * 31) % REPOSITORIES}`,
      branch: BRANCHES[n % BRANCHES.length] ?? "main",
      commitMessage: `Change number ${n}`,
    },
    ...(diagnosis && { diagnosis: { ...diagnosis, category: CATEGORIES[n % CATEGORIES.length] ?? "dependency" } }),
    ...(approval && {
      approval: { ...approval, id: `bench-${n}`, status: isRejected ? ("rejected" as const) : approval.status },
    }),
    ...(verification &&
      !isRejected && {
        verification: {
          ...verification,
          ...(verification.after && { after: { ...verification.after, finishedAt: greenAt } }),
        },
      }),
  };
}
