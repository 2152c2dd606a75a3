import { chmodSync, mkdirSync } from "node:fs";
import type { Server, Socket } from "node:net";
import { platform } from "node:os";
import type { CommandContext } from "./commands/command.ts";
import { CursorRegistry } from "./cursors/cursor-registry.ts";
import { expireDocuments } from "./storage/expire-documents.ts";
import { type FolderLock, lockFolder } from "./storage/folder-lock.ts";
import { closeStore, openStore, type Store } from "./storage/store.ts";
import { chooseSocketPath, listen, removeSocket, type SocketPlace } from "./wire/listen.ts";
import { serveConnection } from "./wire/serve-connection.ts";

export interface EmbeddedStore {
  /** mongodb:// address for the driver. */
  readonly url: string;
  /** Stops serving, commits what waits and gives the folder free. */
  close(): Promise<void>;
}

export interface EmbeddedStoreOptions {
  /** Folder of the store, made if it is not there. One process at a time may have it. */
  dataDir: string;
  /** Serve on TCP too; `url` is then this address. Port 0 picks a free one. */
  listen?: { host: string; port: number };
  onWarning?: (message: string) => void;
  /** How often expired documents are deleted, in ms. */
  ttlIntervalMs?: number;
}

const DATABASE = "pipewright";
const TTL_INTERVAL_MS = 60_000;
const CURSOR_SWEEP_MS = 30_000;
const LOOPBACK = "127.0.0.1";

/**
 * Starts a MongoDB-compatible server on a folder, on a unix socket in it (on Windows, a loopback port). Throws
 * StoreLockedError while another process has the folder.
 */
export async function startEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const warn = options.onWarning ?? (() => undefined);
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  chmodSync(options.dataDir, 0o700);
  const place = platform() === "win32" ? undefined : chooseSocketPath(options.dataDir, warn);
  let lock: FolderLock | undefined;
  let store: Store | undefined;
  try {
    lock = await lockFolder(options.dataDir, place?.path ?? "");
    store = openStore(options.dataDir);
    return await serve(options, store, lock, place, warn);
  } catch (error) {
    if (store) await closeStore(store);
    lock?.release();
    if (place?.temporary) removeSocket(place);
    throw error;
  }
}

async function serve(
  options: EmbeddedStoreOptions,
  store: Store,
  lock: FolderLock,
  place: SocketPlace | undefined,
  warn: (message: string) => void,
): Promise<EmbeddedStore> {
  const cursors = new CursorRegistry();
  const sockets = new Set<Socket>();
  const startedAt = new Date();
  let connections = 0;
  const onConnection = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    const connectionId = ++connections;
    const peer = `${socket.remoteAddress ?? "local"}:${socket.remotePort ?? connectionId}`;
    const context: CommandContext = { store, cursors, connectionId, peer, startedAt };
    serveConnection(socket, context);
  };

  const servers: Server[] = [];
  let url = "";
  if (place) {
    removeSocketFile(place);
    servers.push((await listen({ path: place.path }, onConnection)).server);
    chmodSync(place.path, 0o600);
    url = `mongodb://${encodeURIComponent(place.path)}/${DATABASE}?directConnection=true`;
  }
  const tcp = options.listen ?? (place ? undefined : { host: LOOPBACK, port: 0 });
  if (tcp) {
    const { server, port } = await listen(tcp, onConnection);
    servers.push(server);
    url = `mongodb://${tcp.host.includes(":") ? `[${tcp.host}]` : tcp.host}:${port}/${DATABASE}?directConnection=true`;
  }

  const sweep = setInterval(() => cursors.closeIdle(Date.now()), CURSOR_SWEEP_MS);
  let expiring: Promise<unknown> = Promise.resolve();
  const expire = setInterval(() => {
    expiring = expiring
      .then(() => expireDocuments(store, new Date()))
      .catch((error: unknown) => warn(`Expired documents could not be deleted: ${String(error)}`));
  }, options.ttlIntervalMs ?? TTL_INTERVAL_MS);
  sweep.unref();
  expire.unref();

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    clearInterval(sweep);
    clearInterval(expire);
    await expiring;
    const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
    cursors.closeAll();
    await closeStore(store);
    if (place) removeSocket(place);
    lock.release();
  };
  return {
    url,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** A socket file left by a killed process; the lock says that nobody listens on it. */
function removeSocketFile(place: SocketPlace): void {
  if (place.temporary === undefined) removeSocket(place);
}
