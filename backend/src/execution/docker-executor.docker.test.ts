import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { LookupFunction } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { findTestImages, TEST_IMAGE_PREFIX } from "../testing/docker-images.ts";
import { connectDocker } from "./docker/connect-docker.ts";
import { runUser } from "./docker/container-options.ts";
import { createDockerExecutor } from "./docker-executor.ts";
import type { RunRequest } from "./executor.ts";

const IMAGE = `${TEST_IMAGE_PREFIX}busybox`;
const INSTANCE = `test-${process.pid}`;
const CHILD = fileURLToPath(new URL("../testing/docker-run-child.ts", import.meta.url));
const MEGABYTE = 1024 * 1024;
const LIMITS = { timeoutMs: 60_000, memoryBytes: 256 * MEGABYTE, cpus: 1, pids: 64 };
/** More CPUs than any machine has. */
const MANY_CPUS = 4096;

const ready = (await findTestImages()).has(IMAGE);
if (!ready)
  console.warn(`SKIPPED: the Docker executor's tests; no engine answers or ${IMAGE} is missing (npm test makes it)`);

const docker = connectDocker(undefined);
const executor = createDockerExecutor({ dockerHost: undefined, pull: "never", instanceId: INSTANCE });
const folders: string[] = [];
let runs = 0;

afterAll(async () => {
  if (ready) await executor.reap(new Set());
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function request(command: string, changes: Partial<RunRequest> = {}): Promise<RunRequest> {
  const workspace = await mkdtemp(join(tmpdir(), "pipewright-docker-"));
  folders.push(workspace);
  const runId = `${INSTANCE}-${++runs}`;
  return { runId, incidentId: "i", workspace, command, image: IMAGE, network: false, limits: LIMITS, ...changes };
}

async function run(asked: RunRequest, signal = new AbortController().signal, onOutput = (_text: string) => {}) {
  const pieces: string[] = [];
  const result = await executor.run(asked, {
    signal,
    onOutput(text) {
      pieces.push(text);
      onOutput(text);
    },
  });
  return { ...result, pieces, output: pieces.join("") };
}

const runCommand = async (command: string, changes: Partial<RunRequest> = {}) => run(await request(command, changes));

/** Starts a run and waits for its first output. */
async function begin(asked: RunRequest, signal?: AbortSignal) {
  let end: ReturnType<typeof run> | undefined;
  await new Promise<void>((resolve) => {
    end = run(asked, signal, () => resolve());
    end.finally(resolve).catch(() => undefined);
  });
  return { end };
}

const containerOf = ({ runId }: RunRequest) => docker.getContainer(`pipewright-${runId}`);

describe.skipIf(!ready)("a run whose policy names hosts", () => {
  const toLoopback: LookupFunction = (_host, options, callback) =>
    options.all ? callback(null, [{ address: "127.0.0.1", family: 4 }]) : callback(null, "127.0.0.1", 4);
  const gated = createDockerExecutor({
    dockerHost: undefined,
    pull: "never",
    instanceId: INSTANCE,
    lookup: toLoopback,
  });
  const hosts = ["packages.example.org", "*.mirror.example.org"];

  async function runGated(command: (port: number) => string) {
    const server = createServer((_request, response) => response.end("from the registry\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    try {
      const asked = await request(command(address.port), { network: true, hosts });
      let output = "";
      const result = await gated.run(asked, {
        signal: new AbortController().signal,
        onOutput: (text) => {
          output += text;
        },
      });
      return { asked, result, output };
    } finally {
      server.close();
    }
  }

  /** What a client that heeds the variables does; the test image's own wget cannot work without name services. */
  const GET = `get() { p=\${HTTP_PROXY#http://}; { printf 'GET http://%s/ HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' $1 $1; sleep 1; } | nc -w 5 \${p%:*} \${p#*:}; }; `;

  it("reaches these through the proxy, and no other: the refusal stands in its output", async () => {
    const { result, output } = await runGated(
      (port) => `${GET} get packages.example.org:${port}; get eu.mirror.example.org:${port}; get evil.example:${port}`,
    );
    expect(result).toMatchObject({ outcome: "exited", exitCode: 0 });
    expect(output.match(/from the registry/g)).toHaveLength(2);
    expect(output).toContain("[pipewright] refused: evil.example is not among the hosts that the policy names");
    expect(output).toContain("HTTP/1.1 403");
  });

  it("has no way round the proxy: no route, no name service, no tunnel to another host", async () => {
    const { output } = await runGated(
      () =>
        `nc -w 3 203.0.113.9 80 </dev/null || echo "no route"; nslookup packages.example.org >/dev/null 2>&1 || echo "no names"; p=\${HTTP_PROXY#http://}; printf 'CONNECT evil.example:443 HTTP/1.1\\r\\nHost: evil.example:443\\r\\n\\r\\n' | nc -w 3 \${p%:*} \${p#*:} | head -1`,
    );
    expect(output).toContain("no route");
    expect(output).toContain("no names");
    expect(output).toMatch(/HTTP\/1\.1 403/);
    expect(output).toContain("refused: evil.example");
  });

  it("leaves neither container nor network behind", async () => {
    const { asked } = await runGated(() => "true");
    await gated.forget(asked.runId);
    const networks = await docker.listNetworks({ filters: { name: [`pipewright-${asked.runId}`] } });
    expect(networks).toEqual([]);
    const { asked: left } = await runGated(() => "true");
    await gated.reap(new Set());
    expect(await docker.listNetworks({ filters: { name: [`pipewright-${left.runId}`] } })).toEqual([]);
  });

  it("may go on in another process, which opens the same way out again", async () => {
    const server = createServer((_request, response) => response.end("from the registry\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const loop = `${GET} until [ -e go ] && get packages.example.org:${address.port} | grep registry; do echo try; sleep 0.2; done`;
    const asked = await request(loop, { network: true, hosts });
    const first = new AbortController();
    const cutOff = await gated.run(asked, { signal: first.signal, onOutput: () => first.abort() });
    expect(cutOff.outcome).toBe("cancelled");
    await writeFile(join(asked.workspace, "go"), "");
    const result = await gated.run(asked, { signal: new AbortController().signal, onOutput: () => {} });
    server.close();
    expect(result).toMatchObject({ outcome: "exited", exitCode: 0 });
    await gated.forget(asked.runId);
  });
});

describe.skipIf(!ready)("a run in a container", () => {
  it("reports the exit code, and both streams as they come", async () => {
    const done = await runCommand("echo one; sleep 0.3; echo two >&2; exit 7");
    expect(done).toMatchObject({ outcome: "exited", exitCode: 7, output: "one\ntwo\n", outputTail: "one\ntwo\n" });
    expect(done.pieces.length).toBeGreaterThan(1);
    expect(Date.parse(done.finishedAt) - Date.parse(done.startedAt)).toBeGreaterThanOrEqual(300);
  });

  it("is not root and has no capabilities, nor can it get any", async () => {
    const { output } = await runCommand("id -u; grep -E '^(Cap(Eff|Prm|Bnd)|NoNewPrivs)' /proc/self/status");
    const [uid, ...rights] = output.trim().split("\n");
    expect(uid).toBe(String(runUser().uid));
    expect(uid).not.toBe("0");
    expect(rights.map((line) => line.split("\t"))).toEqual([
      ["CapPrm:", "0".repeat(16)],
      ["CapEff:", "0".repeat(16)],
      ["CapBnd:", "0".repeat(16)],
      ["NoNewPrivs:", "1"],
    ]);
  });

  it("writes to /tmp and its workspace and nowhere else", async () => {
    const asked = await request("touch /etc/x; touch /bin/x; touch /tmp/x && echo made > here/deep 2>&1; ls -d /tmp/x");
    await run({ ...asked, runId: `${asked.runId}-dir`, command: "mkdir here" });
    const { output } = await run(asked);
    expect(output.match(/Read-only file system/g)).toHaveLength(2);
    expect(output).toContain("/tmp/x\n");
    expect(await readFile(join(asked.workspace, "here", "deep"), "utf8")).toBe("made\n");
    expect((await stat(join(asked.workspace, "here", "deep"))).uid).toBe(runUser().uid);
  });

  it("has a network only when asked to", async () => {
    const interfaces = "ls /sys/class/net | grep -v -e bonding -e '^sit' -e tunl";
    expect((await runCommand(interfaces)).output.trim()).toBe("lo");
    expect((await runCommand(interfaces, { network: true })).output).toContain("eth0");
  });

  it("keeps to its processes", async () => {
    const limits = { ...LIMITS, pids: 16 };
    const done = await runCommand("for i in $(seq 60); do sleep 2 & done; echo unreached", { limits });
    expect(done.output).toMatch(/fork/i);
  });

  it("that needs too much memory is out_of_memory", async () => {
    const limits = { ...LIMITS, memoryBytes: 32 * MEGABYTE };
    const done = await runCommand("head -c 100000000 /dev/zero | tail -n 1 > /dev/null", { limits });
    expect(done).toMatchObject({ outcome: "out_of_memory", reason: expect.stringContaining("32 MB") });
  });

  it("that takes too long is timed_out, in words that a later process repeats, and nothing is left once it is forgotten", async () => {
    const asked = await request("echo begun; sleep 600", { limits: { ...LIMITS, timeoutMs: 1500 } });
    const expected = { outcome: "timed_out", exitCode: null, output: "begun\n", reason: "stopped after 1.5 s" };
    expect(await run(asked)).toMatchObject(expected);
    expect(await run(asked)).toMatchObject(expected);
    await executor.forget(asked.runId);
    await expect(containerOf(asked).inspect()).rejects.toMatchObject({ statusCode: 404 });
    await executor.forget(asked.runId);
  });

  it("that kills itself is not mistaken for one that was stopped", async () => {
    expect(await runCommand("kill -9 $$")).toMatchObject({ outcome: "exited", exitCode: 137 });
  });

  it("may be allowed more CPUs than there are", async () => {
    expect(await runCommand("true", { limits: { ...LIMITS, cpus: MANY_CPUS } })).toMatchObject({ exitCode: 0 });
  });

  it("goes on beside another one", async () => {
    const shared = await request("");
    const meet = (mine: string, other: string) => `touch ${mine}; until [ -e ${other} ]; do sleep 0.05; done; echo met`;
    const ways = [meet("a", "b"), meet("b", "a")];
    const done = await Promise.all(
      ways.map((command, n) => run({ ...shared, command, runId: `${shared.runId}-${n}` })),
    );
    expect(done.map(({ output }) => output)).toEqual(["met\n", "met\n"]);
  });
});

describe.skipIf(!ready)("a run that cannot be", () => {
  it("for want of the image is unavailable, and says which and what to do", async () => {
    const image = "pipewright-test/there-is-none:1";
    const done = await runCommand("true", { image });
    expect(done).toMatchObject({ outcome: "unavailable", exitCode: null });
    expect(done.reason).toContain(`docker pull ${image}`);
  });

  it("for want of a name is unavailable", async () => {
    expect(await runCommand("true", { image: undefined })).toMatchObject({ outcome: "unavailable" });
  });

  it("for want of its workspace is an error, since that is not the fault of the command", async () => {
    const asked = await request("true");
    await rm(asked.workspace, { recursive: true });
    await expect(run(asked)).rejects.toThrow(/Docker failed/);
  });
});

describe.skipIf(!ready)("a run asked for again", () => {
  const ONCE = "echo ran >> count; echo begun; until [ -e go ]; do sleep 0.05; done; echo ended";
  const count = ({ workspace }: RunRequest) => readFile(join(workspace, "count"), "utf8");

  // The pause: the engine keeps no order between two streams that are written at the same moment.
  it("is not run again: the answer is the same", async () => {
    const asked = await request("echo ran >> count; echo out; sleep 0.3; echo err >&2; exit 3");
    const first = await run(asked);
    const second = await run(asked);
    const { pieces: _first, ...told } = first;
    expect(second).toMatchObject(told);
    expect(await count(asked)).toBe("ran\n");
  });

  it("at the same time runs once, and both are told", async () => {
    const asked = await request("echo ran >> count; echo out");
    const both = await Promise.all([run(asked), run(asked), run(asked)]);
    expect(both.map(({ output }) => output)).toEqual(["out\n", "out\n", "out\n"]);
    expect(await count(asked)).toBe("ran\n");
  });

  it("after it was called off goes on where it is", async () => {
    const asked = await request(ONCE);
    const calledOff = new AbortController();
    const { end } = await begin(asked, calledOff.signal);
    calledOff.abort();
    expect(await end).toMatchObject({ outcome: "cancelled" });
    expect((await containerOf(asked).inspect()).State.Running).toBe(true);
    const again = await begin(asked);
    await run({ ...asked, runId: `${asked.runId}-go`, command: "touch go" });
    expect(await again.end).toMatchObject({ exitCode: 0, output: "begun\nended\n" });
    expect(await count(asked)).toBe("ran\n");
  });

  it("called off before it began never starts", async () => {
    const asked = await request("true");
    expect(await run(asked, AbortSignal.abort())).toMatchObject({ outcome: "cancelled" });
    await expect(containerOf(asked).inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it("by a new process, after SIGKILL ended the one that asked, ran once", async () => {
    const asked = await request(ONCE);
    const env = { ...process.env, RUN: JSON.stringify(asked), INSTANCE };
    const options = ["--conditions=pipewright-source", "--import", "tsx", CHILD];
    const child = spawn(process.execPath, options, { env, stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    for await (const line of createInterface(child.stdout)) if (line.includes("begun")) child.kill("SIGKILL");
    await exited;

    const later = createDockerExecutor({ dockerHost: undefined, pull: "never", instanceId: INSTANCE });
    const pieces: string[] = [];
    const end = later.run(asked, { signal: new AbortController().signal, onOutput: (text) => pieces.push(text) });
    await run({ ...asked, runId: `${asked.runId}-go`, command: "touch go" });
    expect(await end).toMatchObject({ outcome: "exited", exitCode: 0 });
    expect(pieces.join("")).toBe("begun\nended\n");
    expect(await count(asked)).toBe("ran\n");
  });
});

describe.skipIf(!ready)("reaping", () => {
  it("removes this installation's containers but those to keep, running or not", async () => {
    const mine = createDockerExecutor({ dockerHost: undefined, pull: "never", instanceId: `${INSTANCE}-reap` });
    const signal = new AbortController().signal;
    const asked = await Promise.all(["sleep 600", "sleep 600", "true"].map((command) => request(command)));
    const [kept, running, ended] = asked;
    const off = new AbortController();
    const started = asked
      .slice(0, 2)
      .map((each) =>
        mine.run({ ...each, command: `echo up; ${each.command}` }, { signal: off.signal, onOutput: wake }),
      );
    let up = 0;
    let wakeUp = () => {};
    const bothUp = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    function wake() {
      if (++up === 2) wakeUp();
    }
    if (!kept || !running || !ended) throw new Error("three were asked for");
    await mine.run(ended, { signal, onOutput: () => {} });
    await bothUp;
    off.abort();
    await Promise.all(started);
    const stranger = await request("true");
    await run(stranger);

    expect(await mine.reap(new Set([kept.runId]))).toBe(2);
    expect((await containerOf(kept).inspect()).State.Running).toBe(true);
    for (const gone of [running, ended])
      await expect(containerOf(gone).inspect()).rejects.toMatchObject({ statusCode: 404 });
    await containerOf(stranger).inspect();
    expect(await mine.reap(new Set())).toBe(1);
  });
});

describe.skipIf(!ready)("hostile output", () => {
  it("of NUL and of what is not UTF-8 becomes text", async () => {
    const { output, exitCode } = await runCommand("printf 'a\\0b \\377\\376 \\303\\244 end'");
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^a␀b \uFFFD+ ä end$/);
  });

  it("of 50 MB is cut, and its end is kept", async () => {
    const done = await runCommand("yes 0123456789abcdef | head -c 50000000; echo; echo the-end");
    expect(done).toMatchObject({ outcome: "exited", exitCode: 0 });
    expect(done.outputTail.endsWith("the-end\n")).toBe(true);
    expect(Buffer.byteLength(done.output)).toBeLessThan(9 * MEGABYTE);
    expect(done.output).toContain("output cut here");
  });

  it("of many single characters comes whole", async () => {
    const done = await runCommand("i=0; while [ $i -lt 20000 ]; do printf x; i=$((i+1)); done");
    expect(done.output).toBe("x".repeat(20_000));
  });
});
