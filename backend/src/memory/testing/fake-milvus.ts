import { createRequire } from "node:module";
import { type handleUnaryCall, Server, ServerCredentials, type ServiceDefinition } from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";
import { z } from "zod";

export interface FakeMilvus {
  address: string;
  /** Rows by id. */
  rows: Map<string, { key: string; vector: number[] }>;
  /** Names of the calls that came in. */
  calls: string[];
  close(): void;
}

const SERVICE = "milvus.proto.milvus.MilvusService";
const OK = { errorCode: "Success", code: 0, reason: "" };
const NOT_THERE = { errorCode: "CollectionNotExists", code: 100, reason: "collection not found" };
const FLOAT_BYTES = 4;
const OPTIONS = { enums: String, longs: Number, defaults: true } as const;

const Column = z.object({
  fieldName: z.string(),
  scalars: z.object({ stringData: z.object({ data: z.array(z.string()) }).nullish() }).nullish(),
  vectors: z.object({ floatVector: z.object({ data: z.array(z.number()) }).nullish() }).nullish(),
});
const Upsert = z.object({ numRows: z.number(), fieldsData: z.array(Column) });
const Query = z.object({ expr: z.string() });
const Search = z.object({ dsl: z.string(), placeholderGroup: z.instanceof(Buffer) });

/** Speaks as much of Milvus' protocol as one collection with an id, a key and a vector needs; searches by cosine. */
export async function startFakeMilvus(dimensions: number): Promise<FakeMilvus> {
  const rows: FakeMilvus["rows"] = new Map();
  const calls: string[] = [];
  let isMade = false;

  const answers: Record<string, (request: unknown) => object> = {
    Connect: () => ({ status: OK, identifier: 1, serverInfo: { buildTags: "fake" } }),
    CreateCollection() {
      isMade = true;
      return OK;
    },
    DescribeCollection: () =>
      isMade ? { status: OK, schema: schemaOf(dimensions), shardsNum: 1 } : { status: NOT_THERE },
    GetLoadingProgress: () => ({ status: OK, progress: 100 }),
    Upsert(request) {
      const { numRows, fieldsData } = Upsert.parse(request);
      const strings = (name: string) => columnOf(fieldsData, name)?.scalars?.stringData?.data ?? [];
      const vectors = columnOf(fieldsData, "vector")?.vectors?.floatVector?.data ?? [];
      for (let i = 0; i < numRows; i++) {
        const vector = vectors.slice(i * dimensions, (i + 1) * dimensions);
        rows.set(strings("id")[i] ?? "", { key: strings("key")[i] ?? "", vector });
      }
      return { status: OK, upsertCnt: numRows };
    },
    Query(request) {
      const asked = quoted(Query.parse(request).expr).filter((id) => rows.has(id));
      return { status: OK, fieldsData: [stringColumn("id", asked)], outputFields: ["id"] };
    },
    Search(request) {
      const { dsl, placeholderGroup } = Search.parse(request);
      const query = lastVector(placeholderGroup, dimensions);
      const found = [...rows]
        .filter(([id]) => !quoted(dsl).includes(id))
        .map(([id, { key, vector }]) => ({ id, key, score: cosine(query, vector) }))
        .sort((a, b) => b.score - a.score);
      return {
        status: OK,
        results: {
          numQueries: 1,
          topK: found.length,
          topks: [found.length],
          scores: found.map(({ score }) => score),
          ids: { strId: { data: found.map(({ id }) => id) } },
          fieldsData: [
            stringColumn(
              "key",
              found.map(({ key }) => key),
            ),
          ],
          outputFields: ["key"],
        },
      };
    },
  };

  const server = new Server();
  const service = loadService();
  const handlers = Object.keys(service).map((name) => {
    const handle: handleUnaryCall<unknown, object> = ({ request }, callback) => {
      calls.push(name);
      callback(null, answers[name]?.(request) ?? OK);
    };
    return [name, handle];
  });
  server.addService(service, Object.fromEntries(handlers));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, rows, calls, close: () => server.forceShutdown() };
}

function loadService(): ServiceDefinition {
  const require = createRequire(import.meta.url);
  const proto: {
    default: Parameters<typeof fromJSON>[0];
  } = require("@zilliz/milvus2-sdk-node/dist/milvus/proto-json/milvus.base.js");
  const service = fromJSON(proto.default, OPTIONS)[SERVICE];
  if (service === undefined || "format" in service) throw new Error(`There is no ${SERVICE}`);
  return service;
}

function schemaOf(dimensions: number) {
  return {
    name: "failures",
    fields: [
      { fieldID: 100, name: "id", isPrimaryKey: true, dataType: "VarChar" },
      { fieldID: 101, name: "key", dataType: "VarChar" },
      {
        fieldID: 102,
        name: "vector",
        dataType: "FloatVector",
        typeParams: [{ key: "dim", value: String(dimensions) }],
      },
    ],
  };
}

function columnOf(columns: readonly z.infer<typeof Column>[], name: string) {
  return columns.find(({ fieldName }) => fieldName === name);
}

function stringColumn(name: string, data: string[]) {
  return { type: "VarChar", fieldName: name, scalars: { stringData: { data } } };
}

function quoted(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"/g)].map(([, inner]) => inner ?? "");
}

/** The floats at the end of the message that wraps them. */
function lastVector(message: Buffer, dimensions: number): number[] {
  const start = message.length - dimensions * FLOAT_BYTES;
  return Array.from({ length: dimensions }, (_, i) => message.readFloatLE(start + i * FLOAT_BYTES));
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, each, i) => sum + each * (y[i] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b) || 1);
}
