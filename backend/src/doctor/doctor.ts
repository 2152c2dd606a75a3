import { setTimeout as sleep } from "node:timers/promises";
import type { DoctorId, Finding } from "@pipewright/contract/doctor";
import { errorMessage } from "@pipewright/contract/errors";
import type { HealthPart } from "@pipewright/contract/health";
import { timeLimit } from "@pipewright/contract/time-limit";

/** Looks at one part of the installation. What it throws counts as the part being down. */
export interface Check {
  id: DoctorId;
  /** For a person, e.g. `GitHub access`. */
  name: string;
  run(signal: AbortSignal): Promise<HealthPart>;
  /** What to try when a person asks for it; the look itself when absent. */
  test?: (signal: AbortSignal) => Promise<HealthPart>;
}

export interface Doctor {
  /** Every part, in the order of the checks; one that was looked at a moment ago is not looked at again. */
  examine(): Promise<Finding[]>;
  /** One part anew. */
  test(id: DoctorId): Promise<Finding>;
}

export interface DoctorOptions {
  checks: readonly Check[];
  /** How long one check may take. ms */
  timeoutMs: number;
  now(): Date;
  /** Masks what must not be shown, in what others said of themselves. */
  hideSecrets(text: string): string;
}

/** How long a finding is good enough for the overview. ms */
const LASTS_MS = 30_000;

export function createDoctor({ checks, timeoutMs, now, hideSecrets }: DoctorOptions): Doctor {
  const known = new Map<DoctorId, Finding>();
  const underWay = new Map<DoctorId, Promise<Finding>>();

  const look = async ({ id, name }: Check, run: Check["run"]): Promise<Finding> => {
    const part = await runInTime(run, timeoutMs);
    const finding = { id, name, ...part, message: hideSecrets(part.message), checkedAt: now().toISOString() };
    known.set(id, finding);
    return finding;
  };
  /** Who asks while a part is looked at gets the same answer. */
  const lookOnce = (check: Check): Promise<Finding> => {
    const running = underWay.get(check.id) ?? look(check, check.run).finally(() => underWay.delete(check.id));
    underWay.set(check.id, running);
    return running;
  };
  const isFresh = ({ checkedAt }: Finding) => now().getTime() - Date.parse(checkedAt) < LASTS_MS;

  return {
    examine: () =>
      Promise.all(
        checks.map((check) => {
          const finding = known.get(check.id);
          return finding !== undefined && isFresh(finding) ? finding : lookOnce(check);
        }),
      ),
    async test(id) {
      const check = checks.find((each) => each.id === id);
      if (check === undefined) throw new Error(`Nobody looks at ${id} here`);
      return check.test === undefined ? lookOnce(check) : look(check, check.test);
    },
  };
}

/** For a check that does not heed its signal. ms */
const GRACE_MS = 500;

async function runInTime(run: Check["run"], timeoutMs: number): Promise<HealthPart> {
  const over = new AbortController();
  try {
    return await Promise.race([
      run(timeLimit(timeoutMs)),
      sleep(timeoutMs + GRACE_MS, undefined, { signal: over.signal }).then(() => {
        throw new Error(`No answer within ${timeoutMs / 1000} s`);
      }),
    ]);
  } catch (thrown) {
    return { status: "down", kind: "unknown", message: errorMessage(thrown) };
  } finally {
    over.abort();
  }
}
