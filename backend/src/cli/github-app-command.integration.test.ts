import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseConfig } from "../config.ts";
import { MANIFEST_CODE } from "../testing/github-server/app-routes.ts";
import { type GitHubServer, startGitHubServer } from "../testing/github-server/start-github-server.ts";
import { githubAppCommand } from "./github-app-command.ts";

let github: GitHubServer;
let dataDir: string;
beforeEach(async () => {
  github = await startGitHubServer();
  dataDir = mkdtempSync(join(tmpdir(), "pipewright-app-"));
});
afterEach(async () => {
  await github.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Calls the command, and gives the page it shows. */
async function start(options: { organization?: string } = {}) {
  const config = parseConfig({ GITHUB_API_URL: github.url, GITHUB_SERVER_URL: github.url, PIPEWRIGHT_DATA: dataDir });
  let made: Promise<string> = Promise.resolve("");
  const shown = await new Promise<string>((show) => {
    made = githubAppCommand({ url: "https://ci.example.org/", name: "Pipewright", ...options }, config, show);
    made.catch(() => {});
  });
  const address = /http:\/\/\S+/.exec(shown)?.[0] ?? "";
  const html = (await (await fetch(address)).text()).replace(/&#(\d+);/g, (_, code) =>
    String.fromCharCode(Number(code)),
  );
  const state = /state=(\w+)/.exec(html)?.[1] ?? "";
  return { made, address, html, state };
}

describe("pipewright github-app", () => {
  it("leads to GitHub with the least permissions, keeps the key for its owner alone, and says what to set", async () => {
    const { made, address, html, state } = await start({ organization: "acme" });
    expect(html).toContain(`action="${github.url}/organizations/acme/settings/apps/new?state=${state}"`);
    expect(html).toContain('"url":"https://ci.example.org/api/webhook/github"');
    expect(html).toContain('"pull_requests":"write"');

    const answer = await fetch(`${address}/made?code=${MANIFEST_CODE}&state=${state}`);
    expect(await answer.text()).toContain("The app is made");
    const file = join(dataDir, "github-app.pem");
    const said = await made;
    for (const line of [
      "GITHUB_APP_ID=7",
      `GITHUB_APP_PRIVATE_KEY_FILE=${file}`,
      "GITHUB_WEBHOOK_SECRET=made-by-the-stand-in",
    ])
      expect(said).toContain(line);
    expect(said).not.toContain("PRIVATE KEY-----");
    expect(readFileSync(file, "utf8")).toContain("BEGIN RSA PRIVATE KEY");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("takes no answer that another page sends, and says what GitHub refuses", async () => {
    const { made, address, state } = await start();
    expect((await fetch(`${address}/made?code=${MANIFEST_CODE}&state=other`)).status).toBe(400);
    const answer = await fetch(`${address}/made?code=wrong&state=${state}`);
    expect(await answer.text()).toContain("It did not work");
    await expect(made).rejects.toMatchObject({ code: "github_refused" });
  });

  it("needs to know where GitHub reaches it", async () => {
    const config = parseConfig({ PIPEWRIGHT_DATA: dataDir });
    await expect(githubAppCommand({ name: "Pipewright" }, config, () => {})).rejects.toMatchObject({
      code: "no_public_url",
    });
  });
});
