import { mongo } from "mongoose";
import { isRecord, mismatch } from "./match-value.ts";
import { runOperation, UnsupportedOperation } from "./run-operation.ts";

export type Outcome = { readonly kind: "pass" } | { readonly kind: "skip" | "fail"; readonly reason: string };
type Fields = Record<string, unknown>;

/** Fields of a driver's reply that say only that there was one. */
const SETTLE_MS = 50;

/** Runs one test of a unified test file against the server at `url`, on which `version` says what it can. */
export async function runTest(url: string, version: string, file: Fields, test: Fields): Promise<Outcome> {
  const skip = typeof test.skipReason === "string" ? test.skipReason : unmetRequirement(version, file, test);
  if (skip !== undefined) return { kind: "skip", reason: skip };
  const entities = new Map<string, unknown>();
  const clients: mongo.MongoClient[] = [];
  const events = new Map<string, mongo.CommandStartedEvent[]>();
  const admin = new mongo.MongoClient(url);
  try {
    await loadInitialData(admin, records(file.initialData));
    createEntities(url, records(file.createEntities), entities, clients, events);
    for (const operation of records(test.operations)) {
      const difference = await check(operation, entities);
      if (difference !== undefined) return { kind: "fail", reason: `${String(operation.name)}: ${difference}` };
    }
    const wrongEvents = checkEvents(records(test.expectEvents), events, entities);
    if (wrongEvents !== undefined) return { kind: "fail", reason: wrongEvents };
    const wrongOutcome = await checkOutcome(admin, records(test.outcome));
    return wrongOutcome === undefined ? { kind: "pass" } : { kind: "fail", reason: wrongOutcome };
  } catch (error) {
    if (error instanceof UnsupportedOperation) return { kind: "skip", reason: `runner: ${error.message}` };
    return { kind: "fail", reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  } finally {
    for (const client of clients) await client.close();
    await admin.close();
  }
}

function unmetRequirement(version: string, file: Fields, test: Fields): string | undefined {
  for (const requirements of [records(file.runOnRequirements), records(test.runOnRequirements)]) {
    if (requirements.length === 0) continue;
    const reasons = requirements.map((requirement) => unmet(version, requirement));
    if (reasons.every((reason) => reason !== undefined)) return reasons[0];
  }
  return undefined;
}

function unmet(version: string, requirement: Fields): string | undefined {
  const { minServerVersion, maxServerVersion, topologies, serverless, auth } = requirement;
  if (typeof minServerVersion === "string" && compare(version, minServerVersion) < 0)
    return `needs server ${minServerVersion}`;
  if (typeof maxServerVersion === "string" && compare(version, maxServerVersion) > 0)
    return `only for servers up to ${maxServerVersion}`;
  if (Array.isArray(topologies) && !topologies.includes("single"))
    return `needs a topology of ${topologies.join(", ")}`;
  if (serverless === "require") return "needs a serverless instance";
  return auth === true ? "needs authentication" : undefined;
}

function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.split(".").map(Number));
  for (let i = 0; i < 3; i++) {
    const other = y?.[i];
    if (other === undefined) return 0;
    const order = (x?.[i] ?? 0) - other;
    if (order !== 0) return order;
  }
  return 0;
}

async function loadInitialData(admin: mongo.MongoClient, data: readonly Fields[]): Promise<void> {
  for (const { databaseName, collectionName, documents, createOptions } of data) {
    const database = admin.db(String(databaseName));
    await database.dropCollection(String(collectionName));
    await database.createCollection(String(collectionName), isRecord(createOptions) ? createOptions : {});
    if (records(documents).length > 0) await database.collection(String(collectionName)).insertMany(records(documents));
  }
}

function createEntities(
  url: string,
  specs: readonly Fields[],
  entities: Map<string, unknown>,
  clients: mongo.MongoClient[],
  events: Map<string, mongo.CommandStartedEvent[]>,
): void {
  for (const spec of specs) {
    const [entry] = Object.entries(spec);
    const [kind, value] = entry ?? ["", undefined];
    const fields = isRecord(value) ? value : {};
    const id = String(fields.id);
    if (kind === "client") {
      const client = new mongo.MongoClient(url, {
        monitorCommands: true,
        ...(isRecord(fields.uriOptions) ? fields.uriOptions : {}),
      });
      const seen: mongo.CommandStartedEvent[] = [];
      const ignored = Array.isArray(fields.ignoreCommandMonitoringEvents) ? fields.ignoreCommandMonitoringEvents : [];
      client.on("commandStarted", (event) => {
        if (!["hello", "ismaster", "endSessions", ...ignored].includes(event.commandName)) seen.push(event);
      });
      clients.push(client);
      events.set(id, seen);
      entities.set(id, client);
    } else if (kind === "database") {
      const client = entities.get(String(fields.client));
      if (client instanceof mongo.MongoClient)
        entities.set(id, client.db(String(fields.databaseName), optionsOf(fields.databaseOptions)));
    } else if (kind === "collection") {
      const database = entities.get(String(fields.database));
      if (database instanceof mongo.Db)
        entities.set(id, database.collection(String(fields.collectionName), optionsOf(fields.collectionOptions)));
    } else throw new UnsupportedOperation(`entity ${kind}`);
  }
}

function optionsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** Runs one operation; returns how its result or error differs from what is expected. */
async function check(operation: Fields, entities: Map<string, unknown>): Promise<string | undefined> {
  const { expectError, expectResult, saveResultAsEntity } = operation;
  let result: unknown;
  try {
    result = await runOperation(
      entities.get(String(operation.object)),
      String(operation.name),
      optionsOf(operation.arguments),
    );
  } catch (error) {
    if (error instanceof UnsupportedOperation || !isRecord(expectError)) throw error;
    return checkError(expectError, error, entities);
  }
  if (isRecord(expectError)) return "expected an error";
  if (typeof saveResultAsEntity === "string") entities.set(saveResultAsEntity, result);
  if (expectResult === undefined) return undefined;
  const shown =
    typeof result === "object" && result !== null && !Array.isArray(result) && !isRecord(result)
      ? unwrap(result)
      : result;
  return mismatch(expectResult, withoutAcknowledged(shown), entities);
}

/** The driver's bulk-write results keep their values behind getters. */
function unwrap(result: object): unknown {
  if (result instanceof mongo.ObjectId) return result;
  const names = [
    "insertedCount",
    "matchedCount",
    "modifiedCount",
    "deletedCount",
    "upsertedCount",
    "upsertedIds",
    "insertedIds",
  ];
  const hidden = names.filter((name) => name in result).map((name) => [name, Reflect.get(result, name)]);
  return { ...result, ...Object.fromEntries(hidden) };
}

function withoutAcknowledged(result: unknown): unknown {
  if (!isRecord(result) || result.acknowledged === undefined) return result;
  const { upsertedId, ...rest } = result;
  return upsertedId === null || upsertedId === undefined ? rest : { ...rest, upsertedId };
}

function checkError(expected: Fields, error: unknown, entities: Map<string, unknown>): string | undefined {
  const server = error instanceof mongo.MongoServerError || error instanceof mongo.MongoClientBulkWriteError;
  if (expected.isClientError === true && server) return `expected a client error, got ${String(error)}`;
  if (expected.isClientError === false && !server) return `expected a server error, got ${String(error)}`;
  const code = error instanceof mongo.MongoServerError ? error.code : undefined;
  if (expected.errorCode !== undefined && code !== expected.errorCode)
    return `expected code ${String(expected.errorCode)}, got ${String(code)}: ${String(error)}`;
  const name = error instanceof mongo.MongoServerError ? error.codeName : undefined;
  if (expected.errorCodeName !== undefined && name !== expected.errorCodeName)
    return `expected ${String(expected.errorCodeName)}, got ${String(name)}`;
  const contains = expected.errorContains;
  if (typeof contains === "string" && !String(error).toLowerCase().includes(contains.toLowerCase())) {
    return `expected an error with "${contains}", got ${String(error)}`;
  }
  if (expected.expectResult === undefined || !(error instanceof mongo.MongoBulkWriteError)) return undefined;
  return mismatch(expected.expectResult, unwrap(error.result), entities);
}

function checkEvents(
  expected: readonly Fields[],
  events: ReadonlyMap<string, readonly mongo.CommandStartedEvent[]>,
  entities: Map<string, unknown>,
): string | undefined {
  for (const { client, events: wanted, ignoreExtraEvents, eventType } of expected) {
    if (eventType !== undefined && eventType !== "command") continue;
    const seen = events.get(String(client)) ?? [];
    const started = records(wanted).filter((event) => isRecord(event.commandStartedEvent));
    if (seen.length < started.length || (seen.length > started.length && ignoreExtraEvents !== true)) {
      return `expected ${started.length} commands, saw ${seen.map((event) => event.commandName).join(", ")}`;
    }
    for (const [i, event] of started.entries()) {
      const { command, commandName, databaseName } = optionsOf(event.commandStartedEvent);
      const actual = seen[i];
      if (commandName !== undefined && actual?.commandName !== commandName)
        return `event ${i}: expected ${String(commandName)}`;
      if (databaseName !== undefined && actual?.databaseName !== databaseName)
        return `event ${i}: expected database ${String(databaseName)}`;
      const difference = command === undefined ? undefined : mismatch(command, actual?.command, entities, `event ${i}`);
      if (difference !== undefined) return difference;
    }
  }
  return undefined;
}

async function checkOutcome(admin: mongo.MongoClient, outcome: readonly Fields[]): Promise<string | undefined> {
  for (const { databaseName, collectionName, documents } of outcome) {
    const collection = admin.db(String(databaseName)).collection(String(collectionName));
    const read = (): Promise<unknown[]> => collection.find({}, { sort: { _id: 1 } }).toArray();
    let difference = differs(documents, await read());
    if (difference !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      difference = differs(documents, await read());
    }
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function differs(documents: unknown, found: readonly unknown[]): string | undefined {
  const wrapped = mismatch({ documents }, { documents: found }, new Map(), "outcome");
  return wrapped;
}

function records(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
