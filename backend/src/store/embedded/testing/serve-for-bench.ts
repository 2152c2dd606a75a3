import { startEmbeddedStore } from "../start-embedded-store.ts";

/** Opens a store; prints its address and how many ms opening took. Usage: serve-for-bench.ts DATA-DIR */
const [dataDir = ""] = process.argv.slice(2);
const start = performance.now();
const store = await startEmbeddedStore({ dataDir });
process.stdout.write(`${store.url}\n${performance.now() - start}\n`);
