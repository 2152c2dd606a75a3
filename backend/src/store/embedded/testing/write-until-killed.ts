import { mongo } from "mongoose";
import { startEmbeddedStore } from "../start-embedded-store.ts";

/** Writes without end and prints each acknowledged number, until it is killed. Usage: write-until-killed.ts DATA-DIR RUN */
async function main(dataDir: string, run: string): Promise<void> {
  const store = await startEmbeddedStore({ dataDir });
  const client = new mongo.MongoClient(store.url);
  const writes = client.db("test").collection<{ _id: string; n: number; even: boolean }>("writes");
  const counter = client.db("test").collection<{ _id: string; n: number }>("counter");
  await writes.createIndex({ n: 1 });
  const lane = async (name: string): Promise<void> => {
    for (let n = 0; ; n++) {
      const id = `${run}-${name}-${n}`;
      await writes.insertOne({ _id: id, n, even: false });
      if (n % 2 === 0) await writes.updateOne({ _id: id }, { $set: { even: true } });
      await counter.updateOne({ _id: "total" }, { $inc: { n: 1 } }, { upsert: true });
      process.stdout.write(`${id}\n`);
    }
  };
  await Promise.all(["a", "b", "c", "d"].map(lane));
}

const [dataDir = "", run = ""] = process.argv.slice(2);
await main(dataDir, run);
