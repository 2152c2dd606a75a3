import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type ListenOptions, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The shortest limit on a socket's path among the systems (macOS has 104 bytes, Linux 108), less its final zero. */
const MAX_SOCKET_PATH_BYTES = 103;
const SOCKET_NAME = "mongo.sock";

export interface SocketPlace {
  readonly path: string;
  /** A folder made for the socket alone, to be removed with it. */
  readonly temporary: string | undefined;
}

/** Where the socket goes: into the data folder, or where that path is too long into a private folder of its own. */
export function chooseSocketPath(dataDir: string, onWarning: (message: string) => void): SocketPlace {
  const path = join(dataDir, SOCKET_NAME);
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES) return { path, temporary: undefined };
  const temporary = mkdtempSync(join(tmpdir(), "pipewright-"));
  chmodSync(temporary, 0o700);
  onWarning(
    `The data folder's path is too long for a unix socket (${MAX_SOCKET_PATH_BYTES} bytes): the socket is in ${temporary}.`,
  );
  return { path: join(temporary, SOCKET_NAME), temporary };
}

export function removeSocket(place: SocketPlace): void {
  rmSync(place.path, { force: true });
  if (place.temporary) rmSync(place.temporary, { recursive: true, force: true });
}

/** Starts a server; resolves once it listens, with its TCP port (0 for a unix socket). */
export function listen(
  target: ListenOptions,
  onConnection: (socket: Socket) => void,
): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = createServer(onConnection);
    server.once("error", reject);
    server.listen(target, () => {
      server.off("error", reject);
      const address: AddressInfo | string | null = server.address();
      resolve({ server, port: typeof address === "object" && address !== null ? address.port : 0 });
    });
  });
}
