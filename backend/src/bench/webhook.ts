import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type BenchServer, runWebhookBench, type WebhookBenchResult } from "./run-webhook-bench.ts";

/** Measures signed deliveries a second, stored before the answer, beside a bare server. `--json` prints the figures as JSON. */
async function main(asJson: boolean): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "pipewright-bench-"));
  try {
    const result = await runWebhookBench({
      startOurs: (secret) => startProcess("serve-our-webhook.ts", secret, dataDir),
      startBare: (secret) => startProcess("serve-bare-webhook.ts", secret),
    });
    process.stdout.write(asJson ? `${JSON.stringify(result)}\n` : table(result));
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function startProcess(file: string, ...args: string[]): Promise<BenchServer> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, path, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = await Promise.race([
    once(createInterface(child.stdout), "line"),
    once(child, "exit").then(() => Promise.reject(new Error(`${file} ended before it listened`))),
  ]);
  return {
    url: `${url}/api/webhook/github`,
    async close() {
      const gone = once(child, "exit");
      child.kill();
      await gone;
    },
  };
}

function table({ ours, bare }: WebhookBenchResult): string {
  const row = (name: string, cells: (number | string)[]) =>
    `${name.padEnd(44)}${cells.map((cell) => String(cell).padStart(12)).join("")}\n`;
  const figures = ({ perSecond, p50Ms, p99Ms }: WebhookBenchResult["ours"]) => [
    perSecond.toFixed(0),
    p50Ms.toFixed(1),
    p99Ms.toFixed(1),
  ];
  return [
    row("signed deliveries of 20 KB, 16 at a time", ["per second", "p50 ms", "p99 ms"]),
    row("Pipewright, stored before the answer", figures(ours)),
    row("bare express + @octokit/webhooks", figures(bare)),
  ].join("");
}

await main(process.argv.includes("--json"));
