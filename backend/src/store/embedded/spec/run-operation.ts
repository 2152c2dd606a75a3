import { mongo } from "mongoose";
import { isRecord } from "./match-value.ts";

type Arguments = Record<string, unknown>;

/** An operation this runner does not know, or the driver does not have: the test is skipped. */
export class UnsupportedOperation extends Error {}

/** Runs one operation of a unified test on its entity, through the driver's public API. */
export async function runOperation(entity: unknown, name: string, given: Arguments): Promise<unknown> {
  const { session: _session, ...args } = given;
  if (entity instanceof mongo.Collection) return onCollection(entity, name, args);
  if (entity instanceof mongo.Db) return onDatabase(entity, name, args);
  if (entity instanceof mongo.MongoClient) return onClient(entity, name, args);
  throw new UnsupportedOperation(`${name} on this entity`);
}

async function onCollection(collection: mongo.Collection, name: string, args: Arguments): Promise<unknown> {
  const { filter, update, replacement, document, documents, pipeline, requests, fieldName, ...rest } = args;
  const query = record(filter);
  const options = renamed(rest);
  switch (name) {
    case "find":
      return collection.find(query, options).toArray();
    case "findOne":
      return collection.findOne(query, options);
    case "aggregate":
      return collection.aggregate(list(pipeline), options).toArray();
    case "countDocuments":
    case "count":
      return collection.countDocuments(query, options);
    case "estimatedDocumentCount":
      return collection.estimatedDocumentCount(options);
    case "distinct":
      return collection.distinct(String(fieldName), query, options);
    case "insertOne":
      return collection.insertOne(record(document), options);
    case "insertMany":
      return collection.insertMany(list(documents), options);
    case "updateOne":
      return collection.updateOne(query, updateOf(update), options);
    case "updateMany":
      return collection.updateMany(query, updateOf(update), options);
    case "replaceOne":
      return collection.replaceOne(query, record(replacement), options);
    case "deleteOne":
      return collection.deleteOne(query, options);
    case "deleteMany":
      return collection.deleteMany(query, options);
    case "findOneAndUpdate":
      return collection.findOneAndUpdate(query, updateOf(update), returning(options));
    case "findOneAndReplace":
      return collection.findOneAndReplace(query, record(replacement), returning(options));
    case "findOneAndDelete":
      return collection.findOneAndDelete(query, options);
    case "bulkWrite":
      return collection.bulkWrite(list(requests).map(bulkModel), options);
    case "createIndex": {
      const { keys, ...indexOptions } = rest;
      return collection.createIndex(numbers(record(keys)), indexOptions);
    }
    case "dropIndex":
      return collection.dropIndex(String(args.name));
    default:
      throw new UnsupportedOperation(name);
  }
}

async function onDatabase(database: mongo.Db, name: string, args: Arguments): Promise<unknown> {
  const { pipeline, command, ...options } = args;
  switch (name) {
    case "aggregate":
      return database.aggregate(list(pipeline), options).toArray();
    case "runCommand":
      return database.command(record(command));
    case "createCollection":
      return database.createCollection(String(args.collection));
    case "dropCollection":
      return database.dropCollection(String(args.collection));
    default:
      throw new UnsupportedOperation(name);
  }
}

async function onClient(client: mongo.MongoClient, name: string, args: Arguments): Promise<unknown> {
  if (name !== "clientBulkWrite") throw new UnsupportedOperation(name);
  const { models, ...options } = args;
  return client.bulkWrite(list(models).map(clientModel), options);
}

/** `{ insertOne: {...} }` as the driver's typed model; the driver checks what is in it. */
function bulkModel(request: Arguments): mongo.AnyBulkWriteOperation {
  const [entry] = Object.entries(request);
  const [name, model] = entry ?? ["", undefined];
  const fields = record(model);
  switch (name) {
    case "insertOne":
      return { insertOne: { document: record(fields.document) } };
    case "updateOne":
      return { updateOne: { ...fields, filter: record(fields.filter), update: updateOf(fields.update) } };
    case "updateMany":
      return { updateMany: { ...fields, filter: record(fields.filter), update: updateOf(fields.update) } };
    case "replaceOne":
      return { replaceOne: { ...fields, filter: record(fields.filter), replacement: record(fields.replacement) } };
    case "deleteOne":
      return { deleteOne: { ...fields, filter: record(fields.filter) } };
    case "deleteMany":
      return { deleteMany: { ...fields, filter: record(fields.filter) } };
    default:
      throw new UnsupportedOperation(`bulkWrite ${name}`);
  }
}

function clientModel(model: Arguments): mongo.ClientBulkWriteModel<Record<string, mongo.Document>> {
  const [entry] = Object.entries(model);
  const [name, value] = entry ?? ["", undefined];
  const fields = record(value);
  const namespace = String(fields.namespace);
  const filter = record(fields.filter);
  switch (name) {
    case "insertOne":
      return { name, namespace, document: record(fields.document) };
    case "updateOne":
    case "updateMany":
      return { ...fields, name, namespace, filter, update: updateOf(fields.update) };
    case "replaceOne":
      return { ...fields, name, namespace, filter, replacement: record(fields.replacement) };
    case "deleteOne":
    case "deleteMany":
      return { ...fields, name, namespace, filter };
    default:
      throw new UnsupportedOperation(`clientBulkWrite ${name}`);
  }
}

function renamed(options: Arguments): Arguments {
  const { allowDiskUse, sort, ...rest } = options;
  return {
    ...rest,
    ...(allowDiskUse === undefined ? {} : { allowDiskUse }),
    ...(isRecord(sort) ? { sort: numbers(sort) } : {}),
  };
}

function returning(options: Arguments): Arguments {
  const { returnDocument, ...rest } = options;
  return returnDocument === undefined ? rest : { ...rest, returnDocument: String(returnDocument).toLowerCase() };
}

/** Index keys and sorts as the driver takes them. */
function numbers(fields: Arguments): Record<string, mongo.IndexDirection & (1 | -1)> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, Number(value) < 0 ? -1 : 1]));
}

function record(value: unknown): mongo.Document {
  return isRecord(value) ? value : {};
}

function list(value: unknown): mongo.Document[] {
  return Array.isArray(value) ? value : [];
}

function updateOf(value: unknown): mongo.Document | mongo.Document[] {
  return Array.isArray(value) ? value : record(value);
}
