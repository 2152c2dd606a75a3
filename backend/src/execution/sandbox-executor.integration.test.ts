import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { RunResult } from "@pipewright/contract/incident";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { RunRequest } from "./executor.ts";
import { createSandboxExecutor } from "./sandbox-executor.ts";
import { TEST_LIMITS } from "./testing/example-fixes.ts";

const executor = createSandboxExecutor();
const scratch = mkdtempSync(join(tmpdir(), "pipewright-sandbox-"));
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(scratch, "workspace-"));
});
afterAll(async () => {
  await executor.close();
  rmSync(scratch, { recursive: true, force: true });
});

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
  chmodSync(join(dir, path), mode);
}

const read = (path: string): string => readFileSync(join(dir, path), "utf8");
const mode = (path: string): number => statSync(join(dir, path)).mode & 0o777;

function run(
  command: string,
  change: Partial<RunRequest> = {},
  signal = new AbortController().signal,
): Promise<RunResult> {
  const request = {
    runId: "r",
    incidentId: "i",
    workspace: dir,
    command,
    network: false,
    limits: TEST_LIMITS,
    ...change,
  };
  return executor.run(request, { signal, onOutput: () => {} });
}

describe("what a command leaves", () => {
  it("is written to the workspace: changed, new, deleted and renamed files, modes, folders and links", async () => {
    write("changed.txt", "one\n");
    write("deleted/a.txt", "a\n");
    write("renamed.txt", "r\n");
    write("run.sh", "#!/bin/sh\n");
    write("file-to-folder", "x");
    const result = await run(`
      sed -i s/one/two/ changed.txt
      rm -r deleted
      mv renamed.txt moved.txt
      chmod +x run.sh
      mkdir -p new/deep && printf 'ä\\n' > new/deep/n.txt
      python3 -c "open('binary','wb').write(bytes([255,0]))"
      ln -s new/deep/n.txt link
      rm file-to-folder && mkdir file-to-folder && echo y > file-to-folder/y`);
    expect(result).toMatchObject({ outcome: "exited", exitCode: 0 });
    expect(read("changed.txt")).toBe("two\n");
    expect(existsSync(join(dir, "deleted"))).toBe(false);
    expect(existsSync(join(dir, "renamed.txt"))).toBe(false);
    expect(read("moved.txt")).toBe("r\n");
    expect(mode("run.sh")).toBe(0o755);
    expect(read("new/deep/n.txt")).toBe("ä\n");
    expect(readFileSync(join(dir, "binary"))).toEqual(Buffer.from([255, 0]));
    expect(readlinkSync(join(dir, "link"))).toBe("new/deep/n.txt");
    expect(read("file-to-folder/y")).toBe("y\n");
  });

  it("keeps the executable bit of files that are written over", async () => {
    for (const name of ["sed.sh", "shell.sh", "copy.sh", "tee.sh", "python.sh", "append.sh"])
      write(name, "#!/bin/sh\na\n", 0o755);
    write("source", "new\n");
    await run(`
      sed -i s/a/b/ sed.sh; echo x > shell.sh; cp source copy.sh; echo y | tee tee.sh; echo z >> append.sh
      python3 -c "open('python.sh', 'w').write('p')"`);
    for (const name of ["sed.sh", "shell.sh", "copy.sh", "tee.sh", "python.sh", "append.sh"])
      expect(mode(name), name).toBe(0o755);
    expect(read("copy.sh")).toBe("new\n");
  });

  it("is found behind a symbolic link of the repository", async () => {
    write("real/a.txt", "a\n");
    write("real/gone.txt", "a\n");
    symlinkSync("real", join(dir, "alias"));
    symlinkSync("real/a.txt", join(dir, "to-file"));
    await run("echo b > alias/a.txt; echo c > alias/c.txt; chmod 600 to-file; echo d >> to-file; rm alias/gone.txt");
    expect(read("real/a.txt")).toBe("b\nd\n");
    expect(mode("real/a.txt")).toBe(0o600);
    expect(existsSync(join(dir, "real/gone.txt"))).toBe(false);
    expect(lstatSync(join(dir, "to-file")).isSymbolicLink()).toBe(true);
    expect(read("real/c.txt")).toBe("c\n");
    expect(lstatSync(join(dir, "alias")).isSymbolicLink()).toBe(true);
  });

  it("is dropped when nobody wants it, when the time is over and when the run is called off", async () => {
    write("a.txt", "a\n");
    expect(await run("echo b > a.txt", { keepChanges: false })).toMatchObject({ exitCode: 0 });
    const limits = { ...TEST_LIMITS, timeoutMs: 4000 };
    expect(await run("echo b > a.txt; while true; do :; done", { limits })).toMatchObject({
      outcome: "timed_out",
      exitCode: null,
      reason: "Stopped after 4 s",
    });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 2000);
    expect(await run("echo b > a.txt; sleep 60", {}, controller.signal)).toMatchObject({ outcome: "cancelled" });
    expect(read("a.txt")).toBe("a\n");
  });

  it.each([
    ["mkdir .git && echo x > .git/config", /not part of the workspace/],
    ["mkdir -p sub/.GIT && echo x > sub/.GIT/config", /not part of the workspace/],
    ["ln -s /etc/passwd out", /leads out of the workspace/],
    ["mkdir d && ln -s ../../.. d/out", /leads out of the workspace/],
  ])("is refused as a whole after: %s", async (command, reason) => {
    const result = await run(`echo x > other.txt; ${command}`);
    expect(result).toMatchObject({ outcome: "unavailable", reason: expect.stringMatching(reason) });
    expect(existsSync(join(dir, "other.txt"))).toBe(false);
  });
});

describe("the sandbox", () => {
  it("gives exit code and output", async () => {
    const result = await run("echo out; echo err >&2; exit 3");
    expect(result).toMatchObject({ outcome: "exited", exitCode: 3, outputTail: "out\nerr\n" });
  });

  it("does not block the server while a command runs", async () => {
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 20);
    await run("while true; do :; done", { limits: { ...TEST_LIMITS, timeoutMs: 3000 } });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(30);
  });

  it("stops Python that does not end", async () => {
    const limits = { ...TEST_LIMITS, timeoutMs: 8000 };
    expect(await run(`python3 -c "while True: pass"`, { limits })).toMatchObject({ outcome: "timed_out" });
  });

  it("shows nothing of the host", async () => {
    write("secret-link-target", "x");
    symlinkSync("/etc/passwd", join(dir, "out"));
    symlinkSync("..", join(dir, "up"));
    process.env.PIPEWRIGHT_TEST_SECRET = "s3cret";
    const result = await run(`
      cat out /etc/passwd up/up/etc/passwd ../../etc/passwd; ls / /home /root up; env; printenv
      python3 -c "
import os
print(dict(os.environ))
for path in ('/etc/passwd', '/workspace/out', '/proc/self/environ', '/host/etc/passwd'):
    try: print(open(path).read())
    except OSError as error: print(error)
print(os.system('id'))"`);
    expect(result.outputTail).not.toContain("root:x:");
    expect(result.outputTail).not.toContain("s3cret");
    expect(result.outputTail).not.toContain(scratch);
    expect(result.outputTail).not.toContain("node_modules");
    expect(result.outputTail).toContain("No such file or directory");
  });

  it("has no network", async () => {
    const result = await run(`python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:1/')"`);
    expect(result.exitCode).not.toBe(0);
    expect(await run("curl http://127.0.0.1:1/")).toMatchObject({ outcome: "unavailable" });
  });

  it("ends what still runs when it is closed", async () => {
    const own = createSandboxExecutor();
    const request = {
      runId: "r",
      incidentId: "i",
      workspace: dir,
      command: "sleep 60",
      network: false,
      limits: TEST_LIMITS,
    };
    const running = own.run(request, { signal: new AbortController().signal, onOutput: () => {} });
    setTimeout(() => own.close(), 500);
    expect(await running).toMatchObject({ outcome: "cancelled" });
  });
});

describe("what cannot be run", () => {
  it.each([
    "npm test",
    "go build ./...",
    "cd . && node -v",
    "docker ps",
    "pytest -q",
    "python3 -m pytest",
    "yes | head",
    "git ls-files",
  ])("is said of: %s", async (command) => {
    const result = await run(command);
    expect(result).toMatchObject({ outcome: "unavailable", exitCode: null });
    expect(result.reason).toMatch(/in the embedded sandbox; connect Docker to run it$/);
  });

  it("is said of a script that calls such a program, however deep", async () => {
    write("ci/all.sh", "#!/bin/sh\n./ci/one.sh || exit 1\n", 0o755);
    write("ci/one.sh", "#!/usr/bin/env bash\nset -e\nmvn -q verify > /dev/null 2>&1\n", 0o755);
    expect((await run("./ci/all.sh")).reason).toContain("mvn is not in the embedded sandbox");
  });

  it("is not said of a misspelt or absent program: that is the command's own failure", async () => {
    expect(await run("buidl-all")).toMatchObject({ outcome: "exited", exitCode: 127 });
    expect(await run("./no-such-file.sh")).toMatchObject({ outcome: "exited", exitCode: 127 });
  });
});

describe("files that are started", () => {
  it("need their executable bit", async () => {
    write("run.sh", "#!/bin/sh\necho hi\n");
    expect(await run("./run.sh")).toMatchObject({
      exitCode: 126,
      outputTail: expect.stringContaining("Permission denied"),
    });
    expect(await run("chmod +x run.sh && ./run.sh")).toMatchObject({ exitCode: 0, outputTail: "hi\n" });
  });

  it("fail when their first line ends like on Windows, and work once that is repaired", async () => {
    write("sh.sh", "#!/bin/sh\r\necho hi\r\n", 0o755);
    write("env.sh", "#!/usr/bin/env bash\r\necho hi\r\n", 0o755);
    expect(await run("./sh.sh")).toMatchObject({
      exitCode: 126,
      outputTail: expect.stringContaining("bad interpreter"),
    });
    expect(await run("./env.sh")).toMatchObject({ exitCode: 127, outputTail: expect.stringContaining("bash\\r") });
    await run("sed -i 's/\\r$//' sh.sh env.sh");
    expect(read("sh.sh")).toBe("#!/bin/sh\necho hi\n");
    expect(await run("./sh.sh && ./env.sh")).toMatchObject({ exitCode: 0, outputTail: "hi\nhi\n" });
  });

  it("are run by the interpreter they name", async () => {
    write(
      "tools/greet.py",
      "#!/usr/bin/env python3\nimport sys\nfrom words import HELLO\nprint(HELLO, sys.argv[1:])\n",
      0o755,
    );
    write("tools/words.py", "HELLO = 'hello'\n");
    expect(await run("./tools/greet.py a 'b c'")).toMatchObject({ outputTail: "hello ['a', 'b c']\n" });
    expect(await run('PATH="$PWD/tools:$PATH" greet.py')).toMatchObject({ outputTail: "hello []\n" });
  });

  it("look to every other command as they are", async () => {
    const text = "#!/usr/bin/env python3\r\nprint(1)\r\n";
    write("x.py", text, 0o755);
    const readers = [
      "cat x.py",
      "sed '' x.py",
      "awk 1 x.py",
      "grep '' x.py",
      "head -n 9 x.py",
      "tail -n 9 x.py",
      "tac x.py | tac",
      "sort -s -k9 x.py",
      "cut -c 1- x.py",
      "test -x x.py && cat x.py",
      "[ -f x.py ] && sed '' x.py",
      "cat < x.py",
      "tee y < x.py",
      "cp x.py y && cat y",
      "python3 -c \"print(open('x.py', newline='').read(), end='')\"",
      "test -e x.py && test -x x.py && sed -n p x.py",
      "while IFS= read -r line; do printf '%s\\n' \"$line\"; done < x.py",
    ];
    const script = readers.map(
      (reader) => `(${reader}) > out; cmp -s out original && echo same || echo ${JSON.stringify(reader)} differs`,
    );
    write("original", text);
    const result = await run(script.join("\n"));
    expect(result.outputTail.trim().split("\n")).toEqual(readers.map(() => "same"));
  });
});

describe("Python", () => {
  it("finds modules beside the script, in the working folder and in PYTHONPATH", async () => {
    write("pkg/__init__.py", "");
    write("pkg/a.py", "X = 1\n");
    write("app/main.py", "import helper\nprint(helper.X, __name__, __file__)\n");
    write("app/helper.py", "X = 2\n");
    write("lib/extra.py", "X = 3\n");
    write(
      "tests/test_a.py",
      "import unittest\nfrom pkg.a import X\nclass T(unittest.TestCase):\n    def test(self): self.assertEqual(X, 1)\n",
    );
    write("tests/__init__.py", "");
    expect(await run("python3 app/main.py")).toMatchObject({ outputTail: "2 __main__ /workspace/app/main.py\n" });
    expect(await run(`python3 -c "import pkg.a; print(pkg.a.X)"`)).toMatchObject({ outputTail: "1\n" });
    expect(await run(`PYTHONPATH=lib python3 -c "import extra; print(extra.X)"`)).toMatchObject({ outputTail: "3\n" });
    expect(await run("python3 -m unittest")).toMatchObject({
      exitCode: 0,
      outputTail: expect.stringContaining("Ran 1 test"),
    });
    expect(await run("echo 'print(6*7)' | python3")).toMatchObject({ outputTail: "42\n" });
  });

  it("shows tracebacks with the user's own files and lines only", async () => {
    write("app.py", "def f():\n    return 1 / 0\n\nf()\n");
    const { outputTail, exitCode } = await run("python3 app.py");
    expect(exitCode).toBe(1);
    expect(outputTail).toContain('File "/workspace/app.py", line 4, in <module>');
    expect(outputTail).not.toContain("_jb_");
  });

  it("says why it exits", async () => {
    expect(await run(`python3 -c "import sys; sys.exit('broken settings')"`)).toMatchObject({
      exitCode: 1,
      outputTail: "broken settings\n",
    });
    expect(await run(`python3 -c "raise SystemExit(4)"`)).toMatchObject({ exitCode: 4 });
    expect(await run("python3 missing.py")).toMatchObject({ exitCode: 2 });
  });

  it("can use temporary files", async () => {
    const code =
      "import tempfile,os\nwith tempfile.TemporaryDirectory() as d:\n  p=os.path.join(d,'a'); open(p,'w').write('x'); print(open(p).read())\nwith tempfile.NamedTemporaryFile('w+') as f:\n  f.write('y'); f.flush(); print(open(f.name).read())";
    write("t.py", code);
    expect(await run("python3 t.py")).toMatchObject({ exitCode: 0, outputTail: "x\ny\n" });
  });
});
