import { CommandError } from "../errors.ts";
import { aggregate } from "./aggregate.ts";
import { bulkWrite } from "./bulk-write.ts";
import type { Command, CommandContext, CommandHandler, Reply } from "./command.ts";
import { count } from "./count.ts";
import { create, drop, dropDatabase, renameCollection } from "./create.ts";
import { deleteCommand } from "./delete.ts";
import {
  collStats,
  connectionStatus,
  dbStats,
  getCmdLineOpts,
  getLog,
  getParameter,
  hostInfo,
  ping,
  serverStatus,
  validate,
  whatsMyUri,
} from "./diagnostics.ts";
import { distinct } from "./distinct.ts";
import { explain } from "./explain.ts";
import { find } from "./find.ts";
import { findAndModify } from "./find-and-modify.ts";
import { getMore, killCursors } from "./get-more.ts";
import { buildInfo, hello } from "./handshake.ts";
import { createIndexes, dropIndexes, listIndexes } from "./indexes.ts";
import { insert } from "./insert.ts";
import { listCollections, listDatabases } from "./list.ts";
import { assertNoTransaction, endSessions, refreshSessions, refuseTransaction, startSession } from "./sessions.ts";
import { update } from "./update.ts";

const HANDLERS: ReadonlyMap<string, CommandHandler> = new Map<string, CommandHandler>([
  ["hello", hello],
  ["isMaster", hello],
  ["ismaster", hello],
  ["ping", ping],
  ["buildInfo", buildInfo],
  ["buildinfo", buildInfo],
  ["insert", insert],
  ["bulkWrite", bulkWrite],
  ["find", find],
  ["getMore", getMore],
  ["killCursors", killCursors],
  ["update", update],
  ["delete", deleteCommand],
  ["findAndModify", findAndModify],
  ["findandmodify", findAndModify],
  ["aggregate", aggregate],
  ["count", count],
  ["distinct", distinct],
  ["explain", explain],
  ["create", create],
  ["drop", drop],
  ["dropDatabase", dropDatabase],
  ["renameCollection", renameCollection],
  ["createIndexes", createIndexes],
  ["dropIndexes", dropIndexes],
  ["deleteIndexes", dropIndexes],
  ["listIndexes", listIndexes],
  ["listCollections", listCollections],
  ["listDatabases", listDatabases],
  ["endSessions", endSessions],
  ["killSessions", endSessions],
  ["killAllSessions", refreshSessions],
  ["refreshSessions", refreshSessions],
  ["startSession", startSession],
  ["commitTransaction", refuseTransaction],
  ["abortTransaction", refuseTransaction],
  ["connectionStatus", connectionStatus],
  ["getParameter", getParameter],
  ["getCmdLineOpts", getCmdLineOpts],
  ["getLog", getLog],
  ["hostInfo", hostInfo],
  ["serverStatus", serverStatus],
  ["whatsmyuri", whatsMyUri],
  ["dbStats", dbStats],
  ["dbstats", dbStats],
  ["collStats", collStats],
  ["collstats", collStats],
  ["validate", validate],
]);

/** Runs a command. Throws CommandNotFound (59) for one this server does not have. */
export async function runCommand(command: Command, context: CommandContext): Promise<Reply> {
  const handler = HANDLERS.get(command.name);
  if (handler === undefined) throw new CommandError("CommandNotFound", `no such command: '${command.name}'`);
  assertNoTransaction(command);
  return handler(command, context);
}
