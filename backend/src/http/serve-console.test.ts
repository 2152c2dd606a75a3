import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AppServer, startAppServer } from "../testing/app-server.ts";

let server: AppServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), ".pipewright-console-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Pipewright</title>");
  await writeFile(join(folder, "assets", "index-a1b2c3.js"), "export {};");
  await writeFile(join(folder, "favicon.svg"), "<svg/>");
  server = await startAppServer({ consoleDir: folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const get = (path: string, accept = "text/html") => fetch(`${server.url}${path}`, { headers: { accept } });

describe("the console", () => {
  it.each(["/", "/index.html", "/approvals/7", "/events/665aa1b2c3d4e5f601234567"])(
    "is one page at %s",
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain("<title>Pipewright</title>");
      expect(response.headers.get("cache-control")).toBe("no-cache");
    },
  );

  it("has files that never change under their name, and others that may", async () => {
    const hashed = await get("/assets/index-a1b2c3.js");
    expect(hashed.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(hashed.headers.get("content-type")).toContain("javascript");
    expect((await get("/favicon.svg")).headers.get("cache-control")).toBe("no-cache");
  });

  it("gives no page where a file, the API or nothing was asked for", async () => {
    expect((await get("/assets/index-old.js")).status).toBe(404);
    expect((await get("/api/nothing")).status).toBe(401);
    expect((await get("/data.json", "application/json")).status).toBe(404);
  });

  it.each(["/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2f..%2fetc%2fpasswd"])(
    "keeps to its folder for %s",
    async (path) => {
      expect(await (await get(path)).text()).not.toContain("root:");
    },
  );
});
