import type { Recent } from "@pipewright/contract/dashboard";
import { foldRecent, type IncidentFacts, recentStart } from "./fold-recent.ts";
import type { IncidentModel } from "./incident-model.ts";
import type { IncidentRecord } from "./incident-record.ts";

const FIELDS = {
  createdAt: 1,
  updatedAt: 1,
  diagnosisMs: 1,
  "signal.source": 1,
  "signal.repo": 1,
  "signal.branch": 1,
  "approval.status": 1,
  "verification.verdict": 1,
  "verification.after.finishedAt": 1,
};

/** A write of another process may become visible so much later than the time it bears, clocks that differ included. */
const LATE_MS = 60_000;

/** Of a record only what `FIELDS` names. */
type Projected = Pick<
  IncidentRecord,
  "_id" | "createdAt" | "updatedAt" | "diagnosisMs" | "signal" | "approval" | "verification"
>;

/** Adds up the incidents of the last days. It reads all of them the first time, and then only those that changed. */
export function watchRecent(model: IncidentModel): (now: Date) => Promise<Recent> {
  const facts = new Map<string, IncidentFacts>();
  let readUntil: Date | undefined;
  let reading: Promise<void> = Promise.resolve();

  async function read(now: Date): Promise<void> {
    const start = recentStart(now);
    const changed = readUntil && { updatedAt: { $gte: new Date(readUntil.getTime() - LATE_MS) } };
    const records = await model.find({ createdAt: { $gte: start }, ...changed }, FIELDS).lean<Projected[]>();
    for (const record of records) facts.set(record._id.toHexString(), factsOf(record));
    for (const [id, { createdAt }] of facts) if (createdAt < start) facts.delete(id);
    readUntil = now;
  }

  return async (now) => {
    reading = reading.catch(() => {}).then(() => read(now));
    await reading;
    return foldRecent([...facts.values()], now);
  };
}

function factsOf({ createdAt, diagnosisMs, signal, approval, verification }: Projected): IncidentFacts {
  const greenAt = verification?.after?.finishedAt;
  return {
    createdAt,
    diagnosisMs,
    repo: signal.repo,
    branch: signal.branch,
    isSimulated: signal.source === "simulate",
    greenMs: greenAt === undefined ? undefined : Date.parse(greenAt) - createdAt.getTime(),
    answer: approval?.status,
    verdict: verification?.verdict,
  };
}
