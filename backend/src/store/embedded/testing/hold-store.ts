import { startEmbeddedStore } from "../start-embedded-store.ts";

/** Opens a store, prints its address, and holds it until killed. Usage: hold-store.ts DATA-DIR */
const [dataDir = ""] = process.argv.slice(2);
const store = await startEmbeddedStore({ dataDir, listen: { host: "127.0.0.1", port: 0 } });
process.stdout.write(`${store.url}\n`);
setInterval(() => undefined, 60_000);
