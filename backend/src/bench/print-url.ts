import type { Server } from "node:http";

/** Tells the parent process where a server listens. */
export function printUrl(server: Server): void {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no TCP address");
  process.stdout.write(`http://127.0.0.1:${address.port}\n`);
}
