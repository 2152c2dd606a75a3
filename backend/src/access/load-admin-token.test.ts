import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadAdminToken } from "./load-admin-token.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "pipewright-token-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

describe("loadAdminToken", () => {
  it("makes 256 random bits at the first start and keeps them for the owner only", async () => {
    const folder = join(dataDir, "new");
    const { token, source, file = "" } = await loadAdminToken(folder, undefined);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(source).toBe("created");
    expect(await readFile(file, "utf8")).toBe(`${token}\n`);
    expect(await readdir(folder)).toEqual(["admin-token"]);
    if (process.platform !== "win32") expect(await modeOf(file)).toBe(0o600);
  });

  it("reads the same one at the next start, and takes away rights that others got meanwhile", async () => {
    const first = await loadAdminToken(dataDir, undefined);
    await chmod(first.file ?? "", 0o644);
    const second = await loadAdminToken(dataDir, undefined);
    expect(second).toMatchObject({ token: first.token, source: "file" });
    if (process.platform !== "win32") expect(await modeOf(second.file ?? "")).toBe(0o600);
  });

  it("gives processes that start at once the same one", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => loadAdminToken(dataDir, undefined)));
    expect(new Set(all.map(({ token }) => token)).size).toBe(1);
    expect(all.filter(({ source }) => source === "created")).toHaveLength(1);
    expect(await readdir(dataDir)).toEqual(["admin-token"]);
  });

  it("prefers the one that is given, and writes nothing then", async () => {
    expect(await loadAdminToken(dataDir, "given-token-of-length")).toEqual({
      token: "given-token-of-length",
      source: "option",
    });
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("refuses an empty file rather than an open door", async () => {
    await writeFile(join(dataDir, "admin-token"), "\n");
    await expect(loadAdminToken(dataDir, undefined)).rejects.toMatchObject({ code: "empty_admin_token" });
  });
});
