import { resolve } from "node:path";
import { PipewrightError } from "@pipewright/contract/errors";
import type { Config } from "../config.ts";
import { startEmbeddedStore } from "../store/embedded/start-embedded-store.ts";

/** `pipewright store`: serves the embedded store of a data folder until SIGINT or SIGTERM. @throws StoreLockedError */
export async function storeCommand(
  options: { data?: string; listen?: string },
  config: Pick<Config, "dataDir">,
): Promise<void> {
  const dataDir = resolve(options.data ?? config.dataDir);
  const store = await startEmbeddedStore({
    dataDir,
    ...(options.listen !== undefined && { listen: parseAddress(options.listen) }),
    onWarning: (message) => process.stderr.write(`${message}\n`),
  });
  process.stdout.write(`Serving ${dataDir}\nConnect with: ${store.url}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () =>
      store.close().then(
        () => process.exit(0),
        () => process.exit(1),
      ),
    );
  }
}

/** `HOST:PORT`, with an IPv6 host in brackets. @throws PipewrightError `bad_address` */
function parseAddress(text: string): { host: string; port: number } {
  const match = /^(\[[0-9a-f:]+\]|[^:[\]]+):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[2]);
  if (!match?.[1] || port > 65_535)
    throw new PipewrightError("bad_address", 422, `--listen takes HOST:PORT, not "${text}".`);
  return { host: match[1].replace(/^\[|\]$/g, ""), port };
}
