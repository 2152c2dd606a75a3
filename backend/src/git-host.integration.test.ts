import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreatedApiKey } from "@pipewright/contract/api-keys";
import { RunAccepted } from "@pipewright/contract/runs";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EXAMPLES_DIR } from "./package-root.ts";
import { testGit } from "./testing/bare-remote.ts";
import { type HttpsGitServer, startHttpsGitServer } from "./testing/https-git-server.ts";
import { NO_SSHD, startSshGitServer } from "./testing/ssh-git-server.ts";
import { startTestServer, type TestServer } from "./testing/start-test-server.ts";

const EXAMPLE = join(EXAMPLES_DIR, "python-missing-import");
const LOG = readFileSync(join(EXAMPLE, "failure.log"), "utf8");
const REPO = "acme/shop";
/** Of no issuer's form, so that nothing masks it. */
const TOKEN = "violet kettle morning";
const BASIC = Buffer.from(`ci:${TOKEN}`).toString("base64");
/** Mends the code, and looks for what it must not find. */
const FIX = `sed -i '1i import json' app/load.py
env
cat "$HOME/.git-credentials" ~/.git-credentials HOME_FOLDER/.git-credentials .git/config || true
`;

let scratch: string;
let home: string;
let remote: string;
let commit: string;
let server: TestServer;
const written: string[] = [];

beforeEach(() => {
  written.length = 0;
  scratch = mkdtempSync(join(tmpdir(), "pipewright-git-host-"));
  home = join(scratch, "home");
  remote = join(scratch, `${REPO}.git`);
  const work = join(scratch, "work");
  for (const folder of [home, remote, join(scratch, "bin")]) mkdirSync(folder, { recursive: true });
  cpSync(join(EXAMPLE, "repo"), work, { recursive: true });
  testGit(remote, "init", "-q", "--bare", "-b", "main");
  testGit(work, "init", "-q", "-b", "main");
  testGit(work, "add", "-A");
  testGit(work, "commit", "-qm", "The state that failed");
  testGit(work, "push", "-q", remote, "main");
  commit = testGit(work, "rev-parse", "HEAD");
  noteCallsOfGit();
});
afterEach(async () => {
  await server.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Whoever looks at the list of processes sees these. */
function noteCallsOfGit(): void {
  const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  const wrapper = join(scratch, "bin", "git");
  writeFileSync(wrapper, `#!/bin/sh\necho "$@" >> '${join(scratch, "calls")}'\nexec '${real}' "$@"\n`);
  chmodSync(wrapper, 0o755);
}

/** The server of an operator who has no GitHub, but a host at this address that their git knows. */
async function start(url: string, environment: Record<string, string>): Promise<void> {
  const PATH = `${join(scratch, "bin")}:${process.env.PATH}`;
  const log = pino({ level: "trace" }, { write: (line: string) => void written.push(line) });
  const settings = { DELIVERY: "branch", GITHUB_SERVER_URL: url, PATH, HOME: home, ...environment };
  server = await startTestServer(settings, { log, dataDir: join(scratch, "data"), keepData: true });
}

/** A failure is reported, its fix replaced by ours, approved and delivered. */
async function heal() {
  const { key } = CreatedApiKey.parse(await server.json("/api/dashboard/keys", { repo: REPO, name: "CI" }));
  const report = {
    repo_full_name: REPO,
    branch: "main",
    commit_sha: commit,
    commit_message: "Break it",
    workflow_name: "CI",
    status: "failure",
    started_at: "2026-11-24T12:00:00Z",
    logs: LOG,
  };
  const headers = { authorization: `Bearer ${key}` };
  const answer = await server.call("/api/v1/pipelines/runs", report, { headers });
  const id = RunAccepted.parse(await answer.json()).event_id ?? "";
  const proposed = await server.reach(id);
  const script = FIX.replace("HOME_FOLDER", home);
  expect((await server.call(`/api/approvals/${proposed.approval?.id}/revise`, { script })).status).toBe(202);
  const ours = await server.reach(id, ["awaiting_approval"]);
  expect((await server.approve(ours)).status).toBe(200);
  return server.reach(id, ["resolved", "failed"]);
}

describe("a host that is not GitHub", () => {
  it("gets the branch over https; its token is seen by nobody", async () => {
    await using host: HttpsGitServer = await startHttpsGitServer({ root: scratch, scratch, password: TOKEN });
    writeFileSync(
      join(home, ".git-credentials"),
      `${host.url.replace("://", `://ci:${encodeURIComponent(TOKEN)}@`)}\n`,
    );
    writeFileSync(join(home, ".gitconfig"), "[credential]\n\thelper = store\n");
    await start(host.url, { GIT_SSL_CAINFO: host.certificate });
    const incident = await heal();
    expect(incident).toMatchObject({ status: "resolved", verification: { verdict: "proven" } });
    expect(incident.delivery).toMatchObject({ kind: "branch", branch: `pipewright/${incident.id}` });
    expect(testGit(remote, "show", `pipewright/${incident.id}:app/load.py`)).toMatch(/^import json\n/);
    expect(host.authorizations).toContain(`Basic ${BASIC}`);

    const seen = [
      ...written,
      JSON.stringify(incident),
      await (await server.call(`/api/dashboard/events/${incident.id}/log`)).text(),
      readFileSync(join(scratch, "calls"), "latin1"),
      ...filesBelow(server.dataDir).map((file) => readFileSync(file, "latin1")),
    ].join("\n");
    expect(seen).toContain("push --quiet");
    expect(seen).toContain("PWD=");
    for (const secret of [TOKEN, BASIC]) expect(seen).not.toContain(secret);
  });

  it.skipIf(NO_SSHD !== undefined)("gets the branch over ssh", async () => {
    await using host = await startSshGitServer(scratch);
    await start(`${host.url}${scratch}`, host.environment());
    const incident = await heal();
    expect(incident.delivery).toMatchObject({ kind: "branch", branch: `pipewright/${incident.id}` });
    expect(testGit(remote, "show", `pipewright/${incident.id}:app/load.py`)).toMatch(/^import json\n/);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
