import { arch, cpus, hostname, platform, release, totalmem } from "node:os";
import { Long } from "bson";
import { isDocument } from "../bson/values.ts";
import { CommandError } from "../errors.ts";
import type { Collection } from "../storage/catalog.ts";
import { type Command, type CommandContext, collectionName, type Reply } from "./command.ts";
import { SERVER_VERSION } from "./server-version.ts";

const MIB = 2 ** 20;

export function ping(): Reply {
  return { ok: 1 };
}

export function whatsMyUri(_command: Command, context: CommandContext): Reply {
  return { you: context.peer, ok: 1 };
}

/** No accounts: who reaches the socket may do everything. */
export function connectionStatus(): Reply {
  return { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [], authenticatedUserPrivileges: [] }, ok: 1 };
}

export function getParameter(command: Command): Reply {
  const known: Record<string, unknown> = {
    featureCompatibilityVersion: { version: "8.0" },
    authenticationMechanisms: [],
  };
  const wanted = command.body.get("getParameter");
  const all = wanted === "*" || (isDocument(wanted) && wanted.get("allParameters") === true);
  const found = Object.entries(known).filter(([name]) => all || command.body.has(name));
  if (found.length === 0) throw new CommandError("InvalidOptions", "no option found to get");
  return { ...Object.fromEntries(found), ok: 1 };
}

export function getCmdLineOpts(): Reply {
  return { argv: [], parsed: {}, ok: 1 };
}

export function getLog(command: Command): Reply {
  if (command.body.get("getLog") === "*") return { names: ["global", "startupWarnings"], ok: 1 };
  return { totalLinesWritten: 0, log: [], ok: 1 };
}

export function hostInfo(): Reply {
  return {
    system: {
      currentTime: new Date(),
      hostname: hostname(),
      cpuAddrSize: 64,
      memSizeMB: Math.floor(totalmem() / MIB),
      numCores: cpus().length,
      cpuArch: arch(),
    },
    os: { type: platform(), name: platform(), version: release() },
    extra: {},
    ok: 1,
  };
}

export function serverStatus(_command: Command, context: CommandContext): Reply {
  const memory = process.memoryUsage();
  const uptime = (Date.now() - context.startedAt.getTime()) / 1000;
  return {
    host: hostname(),
    version: SERVER_VERSION,
    process: "mongod",
    pid: Long.fromNumber(process.pid),
    uptime,
    uptimeMillis: Long.fromNumber(Math.round(uptime * 1000)),
    localTime: new Date(),
    connections: { current: context.connectionId, available: 1000, totalCreated: context.connectionId },
    mem: { bits: 64, resident: Math.floor(memory.rss / MIB), virtual: Math.floor(memory.rss / MIB), supported: true },
    metrics: { cursor: { open: { total: Long.fromNumber(context.cursors.size) } } },
    storageEngine: { name: "lmdb", persistent: true, readOnly: false },
    ok: 1,
  };
}

export function dbStats(command: Command, { store }: CommandContext): Reply {
  const collections = store.catalog.ofDatabase(command.database);
  const sum = (pick: (collection: Collection) => number): number =>
    collections.reduce((total, collection) => total + pick(collection), 0);
  const objects = sum(({ count }) => count);
  const dataSize = sum(({ bytes }) => bytes);
  return {
    db: command.database,
    collections: collections.length,
    views: 0,
    objects,
    avgObjSize: objects === 0 ? 0 : dataSize / objects,
    dataSize,
    storageSize: dataSize,
    indexes: sum(({ indexes }) => indexes.length),
    indexSize: 0,
    totalSize: dataSize,
    scaleFactor: 1,
    ok: 1,
  };
}

export function collStats(command: Command, { store }: CommandContext): Reply {
  const name = collectionName(command);
  const collection = store.catalog.find(command.database, name);
  const ns = `${command.database}.${name}`;
  if (collection === undefined) return { ns, size: 0, count: 0, storageSize: 0, nindexes: 0, totalIndexSize: 0, ok: 1 };
  const { bytes, count } = collection;
  return {
    ns,
    size: bytes,
    count,
    avgObjSize: count === 0 ? 0 : bytes / count,
    storageSize: bytes,
    nindexes: collection.indexes.length,
    totalIndexSize: 0,
    totalSize: bytes,
    indexSizes: Object.fromEntries(collection.indexes.map((index) => [index.name, 0])),
    capped: collection.options.get("capped") === true,
    ok: 1,
  };
}

export function validate(command: Command, { store }: CommandContext): Reply {
  const name = collectionName(command);
  const collection = store.catalog.find(command.database, name);
  if (collection === undefined)
    throw new CommandError("NamespaceNotFound", `Collection '${command.database}.${name}' does not exist to validate.`);
  return {
    ns: `${command.database}.${name}`,
    nrecords: collection.count,
    nIndexes: collection.indexes.length,
    valid: true,
    warnings: [],
    errors: [],
    ok: 1,
  };
}
