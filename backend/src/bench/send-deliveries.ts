import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { failedRunPayload } from "../testing/github-examples.ts";

export interface LoadOptions {
  url: string;
  secret: string;
  lanes: number;
  durationMs: number;
}

export interface LoadResult {
  perSecond: number;
  /** Time from sending to the whole answer, in ms. */
  p50Ms: number;
  p99Ms: number;
}

const BODY_BYTES = 20_000;
/** Replaced by a number of the same length, so that every delivery is of a run of its own. */
const RUN_ID = 1_000_000_000;

/** Sends signed deliveries of different failed runs, one after another in each lane. Throws when one is not accepted. */
export async function sendDeliveries({ url, secret, lanes, durationMs }: LoadOptions): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const template = bodyTemplate();
  const times: number[] = [];
  const start = performance.now();
  let nextRun = RUN_ID + Math.floor(Math.random() * RUN_ID);
  const lane = async () => {
    while (performance.now() - start < durationMs) {
      const body = template.replace(String(RUN_ID), String(nextRun++));
      const sentAt = performance.now();
      await send(url, agent, body, sign(secret, body));
      times.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  return { perSecond: times.length / seconds, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}

function bodyTemplate(): string {
  const message = (length: number) => ({ id: RUN_ID, head_commit: { message: "x".repeat(length) } });
  const empty = JSON.stringify(failedRunPayload(message(0)));
  return JSON.stringify(failedRunPayload(message(Math.max(0, BODY_BYTES - empty.length))));
}

function sign(secret: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

function send(url: string, agent: Agent, body: string, signature: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "x-github-event": "workflow_run",
      "x-github-delivery": randomUUID(),
      "x-hub-signature-256": signature,
    };
    request(url, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.on("end", () => {
        const { statusCode = 0 } = response;
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`A delivery was answered with ${statusCode}`));
      });
    })
      .on("error", reject)
      .end(body);
  });
}

/** Nearest rank. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
