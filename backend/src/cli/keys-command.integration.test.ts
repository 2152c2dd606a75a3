import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Config, parseConfig } from "../config.ts";
import { startTestServer, type TestServer } from "../testing/start-test-server.ts";
import { createKey, listKeys, revokeKey } from "./keys-command.ts";

let server: TestServer;
let config: Config;
beforeAll(async () => {
  server = await startTestServer();
  config = parseConfig({ PIPEWRIGHT_ADMIN_TOKEN: server.token.token, PORT: new URL(server.url).port });
});
afterAll(() => server.close());

describe("pipewright keys", () => {
  it("makes a key that a running server takes, lists it without its secret, and revokes it", async () => {
    expect(await listKeys({}, config)).toContain("There are no keys");
    const key = (await createKey({ repo: "acme/shop", name: "CI" }, config)).split("\n").at(-1) ?? "";
    expect(key).toMatch(/^pw_[0-9a-f]{24}_[\w-]{43}$/);
    const [, id = "", secret = ""] = /^pw_([0-9a-f]+)_(.+)$/.exec(key) ?? [];

    const report = async () => {
      const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
      const body = {
        repo_full_name: "acme/shop",
        branch: "main",
        commit_sha: "abcdef0",
        workflow_name: "CI",
        status: "success",
      };
      const init = { method: "POST", headers, body: JSON.stringify(body) };
      return (await fetch(`${server.url}/api/v1/pipelines/runs`, init)).status;
    };
    expect(await report()).toBe(202);
    const listed = await listKeys({}, config);
    expect(listed).toMatch(new RegExp(`^${id} +acme/shop .*last used .* CI$`));
    expect(listed).not.toContain(secret);

    expect(await revokeKey(id, {}, config)).toContain("does not work any more");
    expect(await report()).toBe(401);
    expect(await listKeys({}, config)).toContain("revoked");
  });

  it("says which option is wrong, and where no server answers", async () => {
    await expect(createKey({ repo: "shop" }, config)).rejects.toThrow("repo: must be owner/name");
    await expect(revokeKey("unknown", {}, config)).rejects.toThrow("There is no such key.");
    await expect(listKeys({ url: "http://127.0.0.1:1" }, config)).rejects.toThrow("No server answers");
  });
});
