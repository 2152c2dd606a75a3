import { type LoadResult, sendDeliveries } from "./send-deliveries.ts";

/** A server under test. `url` is where deliveries are posted to. */
export interface BenchServer {
  url: string;
  close(): Promise<void>;
}

export interface WebhookBenchOptions {
  /** Starts a server that verifies deliveries with this secret. */
  startOurs(secret: string): Promise<BenchServer>;
  startBare(secret: string): Promise<BenchServer>;
  lanes?: number;
  roundMs?: number;
  rounds?: number;
}

export interface WebhookBenchResult {
  ours: LoadResult;
  bare: LoadResult;
}

const SECRET = "the-webhook-secret-of-the-bench";
const LANES = 16;
const ROUND_MS = 3000;
const ROUNDS = 5;
const WARM_UP_MS = 1000;

/** Measures both servers in turns, so that what else the machine does falls on both, and gives each one's middle round. */
export async function runWebhookBench(options: WebhookBenchOptions): Promise<WebhookBenchResult> {
  const { lanes = LANES, roundMs = ROUND_MS, rounds = ROUNDS } = options;
  const ours = await options.startOurs(SECRET);
  const bare = await options.startBare(SECRET);
  const load = (server: BenchServer, durationMs: number) =>
    sendDeliveries({ url: server.url, secret: SECRET, lanes, durationMs });
  try {
    const results: { ours: LoadResult[]; bare: LoadResult[] } = { ours: [], bare: [] };
    for (const server of [bare, ours]) await load(server, WARM_UP_MS);
    for (let round = 0; round < rounds; round++) {
      results.bare.push(await load(bare, roundMs));
      results.ours.push(await load(ours, roundMs));
    }
    return { ours: middle(results.ours), bare: middle(results.bare) };
  } finally {
    await Promise.all([ours.close(), bare.close()]);
  }
}

function middle(results: readonly LoadResult[]): LoadResult {
  const sorted = results.toSorted((a, b) => a.perSecond - b.perSecond);
  const result = sorted[Math.floor(sorted.length / 2)];
  if (!result) throw new Error("no round was run");
  return result;
}
