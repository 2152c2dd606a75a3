import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { RunReport } from "@pipewright/contract/runs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const ACTION = readFileSync(path.join(ROOT, "action.yml"), "utf8");
const WORKFLOW = readFileSync(path.join(ROOT, ".github/workflows/ci-with-pipewright.yml"), "utf8");

const KEY = "pw_0123456789abcdef01234567_the-secret-part";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const MAX_LOG_BYTES = 1024 * 1024;
const EVENT = "665aa1b2c3d4e5f601234567";

let folder: string;
let server: Server;
let url: string;
let answer: { status: number; body: string };
let requests: { path: string | undefined; key: unknown; body: string }[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "pipewright-action-"));
  requests = [];
  answer = { status: 202, body: JSON.stringify({ id: "1", duplicate: false, event_id: EVENT }) };
  server = createServer(async (request, response) => {
    const body = await text(request);
    requests.push({ path: request.url, key: request.headers["x-pipelineiq-key"], body });
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = typeof address === "object" && address ? `http://127.0.0.1:${address.port}` : "";
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command as a runner does, with nothing of this process's environment but the path. */
function run(args: string[], env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", args, { env: { PATH: process.env.PATH, RUNNER_TEMP: folder, ...env } });
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.stderr.on("data", (chunk) => (output += String(chunk)));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** The lines of the one `run: |` block of the action, without their indent. */
function stepOfAction(): string {
  const [, block = ""] = ACTION.split("      run: |\n");
  return block.replace(/^ {8}/gm, "");
}

/** The action's step, with the values that the runner would put in. */
function tell(values: Record<string, string> = {}) {
  const file = path.join(folder, "step.sh");
  writeFileSync(file, stepOfAction());
  return run(["--noprofile", "--norc", "-e", "-o", "pipefail", file], {
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_REF_NAME: "main",
    GITHUB_WORKFLOW: "CI",
    GITHUB_RUN_ID: "42",
    GITHUB_RUN_ATTEMPT: "2",
    GITHUB_SERVER_URL: "https://github.example",
    GITHUB_JOB: "test",
    PIPEWRIGHT_URL: url,
    PIPEWRIGHT_KEY: KEY,
    STATUS: "failure",
    COMMIT_SHA: COMMIT,
    COMMIT_MESSAGE: "Break it",
    STARTED_AT: "2026-11-24T13:00:00+01:00",
    ...values,
  });
}

const writeLog = (log: string | Buffer) => writeFileSync(path.join(folder, "pipewright.log"), log);
const sent = () => RunReport.parse(JSON.parse(requests[0]?.body ?? ""));

describe("the action", () => {
  it("sends a report that the server takes, with the log and the key", async () => {
    writeLog("npm ERR! code ERESOLVE\n");
    const { code, output } = await tell();
    expect(code).toBe(0);
    expect(requests[0]).toMatchObject({ path: "/api/v1/pipelines/runs", key: KEY });
    expect(sent()).toEqual({
      repo_full_name: "acme/shop",
      branch: "main",
      commit_sha: COMMIT,
      commit_message: "Break it",
      workflow_name: "CI",
      status: "failure",
      started_at: "2026-11-24T13:00:00+01:00",
      finished_at: expect.stringMatching(/Z$/),
      run_id: "42",
      run_attempt: 2,
      run_url: "https://github.example/acme/shop/actions/runs/42",
      job: "test",
      logs: "npm ERR! code ERESOLVE",
    });
    expect(output).toContain(`${url}/events/${EVENT}`);
    expect(output).not.toContain(KEY);
  });

  it("sends quotes, backslashes, tabs, colours and other alphabets as they are", async () => {
    const log = 'a "b" \\n \\\\ \t \u001b[31mred\u001b[0m\r\n한국어 ✓\n\n$(exit 1) `exit 1`';
    writeLog(log);
    const message = "Don't \"break\" it\n\nSecond line with $(touch hacked) and 'quotes'";
    await tell({ COMMIT_MESSAGE: message });
    expect(sent()).toMatchObject({ logs: log, commit_message: message });
    expect(existsSync("hacked")).toBe(false);
  });

  it("cuts the log to its last 1 MB", async () => {
    const line = `${"x".repeat(99)}\n`;
    writeLog(`${line.repeat(20_000)}the end`);
    await tell();
    const { logs = "" } = sent();
    expect(logs.length).toBe(MAX_LOG_BYTES);
    expect(logs.endsWith("x\nthe end")).toBe(true);
  });

  it("sends a log that is cut within a character, or is no text", async () => {
    writeLog(Buffer.concat([Buffer.from([0x00, 0x07, 0xff, 0xfe]), Buffer.from("é".repeat(MAX_LOG_BYTES))]));
    expect((await tell()).code).toBe(0);
    expect(sent().logs?.endsWith("éé")).toBe(true);
  });

  it("reports what has no log, and a pull request's branch", async () => {
    const { output } = await tell({ GITHUB_HEAD_REF: "fix/it", STARTED_AT: "", COMMIT_MESSAGE: "", STATUS: "success" });
    expect(sent()).toMatchObject({ branch: "fix/it", started_at: "", status: "success" });
    expect(sent().logs).toBeUndefined();
    expect(output).toContain("There is no log at");
  });

  it("tells the jobs of a matrix apart, and takes a name of one's own", async () => {
    await tell({ JOB_NUMBER: " (3)" });
    await tell({ JOB_NUMBER: " (3)", JOB_NAME: "test on Node 24" });
    expect(requests.map(({ body }) => RunReport.parse(JSON.parse(body)).job)).toEqual(["test (3)", "test on Node 24"]);
  });

  it("never fails the job: not by an empty key, a refusal, or a server that is not there", async () => {
    const empty = await tell({ PIPEWRIGHT_KEY: "" });
    expect([empty.code, empty.output]).toEqual([0, expect.stringContaining("Nothing is reported")]);
    answer = { status: 401, body: '{"detail":"The API key is not valid."}' };
    const refused = await tell();
    expect([refused.code, refused.output]).toEqual([0, expect.stringMatching(/::warning.*HTTP 401.*is not valid/)]);
    const nobody = await tell({ PIPEWRIGHT_URL: "http://127.0.0.1:1/" });
    expect([nobody.code, nobody.output]).toEqual([0, expect.stringContaining("::warning")]);
    expect(refused.output + nobody.output).not.toContain(KEY);
  });

  it("gives every value of the workflow to its shell step as a variable", () => {
    expect(stepOfAction()).not.toContain("${{");
  });
});

describe("the workflow", () => {
  /** As a runner starts a step with a shell of one's own: words, and what is in double quotes as one. */
  function step(script: string) {
    const file = path.join(folder, "step.sh");
    writeFileSync(file, script);
    const [, shell = ""] = /^ +shell: bash (.+)$/m.exec(WORKFLOW) ?? [];
    const words = [...shell.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
    return run(
      words.map((word) => word.replace("{0}", file)),
      {},
    );
  }

  it("keeps what every step says, and shows it as before", async () => {
    expect(await step("echo one\necho two >&2\n")).toEqual({ code: 0, output: "one\ntwo\n" });
    await step("echo three\n");
    expect(readFileSync(path.join(folder, "pipewright.log"), "utf8")).toBe("one\ntwo\nthree\n");
  });

  it("lets a step fail as its commands fail, and the action then sends what it said", async () => {
    expect((await step("echo before\nfalse | cat\necho never\n")).code).not.toBe(0);
    expect((await step("echo broken\nexit 7\n")).code).toBe(7);
    await tell();
    expect(sent().logs).toBe("before\nbroken");
  });

  it("tells Pipewright whatever the job came to, through the action's own inputs", () => {
    const [, last = ""] = WORKFLOW.split("- name: Tell Pipewright\n");
    expect(last).toMatch(/^ +if: always\(\)\n +uses: \.\/\n/);
    const inputs = [...last.matchAll(/^ {10}(\w+): \$\{\{ .+ \}\}$/gm)].map(([, name]) => name);
    expect(inputs).toEqual(["url", "key", "status"]);
    for (const name of inputs) expect(ACTION).toMatch(new RegExp(`^  ${name}:$`, "m"));
  });
});
