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
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { applyChanges } from "./apply-changes.ts";
import { runInSandbox } from "./run-in-sandbox.ts";

const MIB = 1024 * 1024;
const scratch = mkdtempSync(join(tmpdir(), "pipewright-sandbox-"));
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(scratch, "workspace-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
  chmodSync(join(dir, path), mode);
}

const read = (path: string): string => readFileSync(join(dir, path), "utf8");
const mode = (path: string): number => statSync(join(dir, path)).mode & 0o777;

/** What the worker thread does, without the thread; that is sandbox-executor.integration.test.ts. */
async function run(command: string) {
  const job = { workspace: dir, command, env: {}, timeoutMs: 60_000, maxFileBytes: 256 * MIB };
  const { output, ...answer } = await runInSandbox(job);
  if (answer.kind === "unavailable") return { outcome: answer.kind, exitCode: null, reason: answer.reason, output };
  const reason = await applyChanges(dir, answer.changes);
  if (reason !== undefined) return { outcome: "refused", exitCode: null, reason, output };
  return { outcome: answer.kind, exitCode: answer.exitCode, output };
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

  it.each([
    ["mkdir .git && echo x > .git/config", /not part of the workspace/],
    ["mkdir -p sub/.GIT && echo x > sub/.GIT/config", /not part of the workspace/],
    ["ln -s /etc/passwd out", /leads out of the workspace/],
    ["mkdir d && ln -s ../../.. d/out", /leads out of the workspace/],
  ])("is refused as a whole after: %s", async (command, reason) => {
    const result = await run(`echo x > other.txt; ${command}`);
    expect(result).toMatchObject({ outcome: "refused", reason: expect.stringMatching(reason) });
    expect(existsSync(join(dir, "other.txt"))).toBe(false);
  });
});

describe("the sandbox", () => {
  it("gives exit code and output", async () => {
    const result = await run("echo out; echo err >&2; exit 3");
    expect(result).toMatchObject({ outcome: "exited", exitCode: 3, output: "out\nerr\n" });
  });

  it("has no network", async () => {
    const result = await run(`python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:1/')"`);
    expect(result.exitCode).not.toBe(0);
    expect(await run("curl http://127.0.0.1:1/")).toMatchObject({ outcome: "unavailable" });
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
      output: expect.stringContaining("Permission denied"),
    });
    expect(await run("chmod +x run.sh && ./run.sh")).toMatchObject({ exitCode: 0, output: "hi\n" });
  });

  it("fail when their first line ends like on Windows, and work once that is repaired", async () => {
    write("sh.sh", "#!/bin/sh\r\necho hi\r\n", 0o755);
    write("env.sh", "#!/usr/bin/env bash\r\necho hi\r\n", 0o755);
    expect(await run("./sh.sh")).toMatchObject({
      exitCode: 126,
      output: expect.stringContaining("bad interpreter"),
    });
    expect(await run("./env.sh")).toMatchObject({ exitCode: 127, output: expect.stringContaining("bash\\r") });
    await run("sed -i 's/\\r$//' sh.sh env.sh");
    expect(read("sh.sh")).toBe("#!/bin/sh\necho hi\n");
    expect(await run("./sh.sh && ./env.sh")).toMatchObject({ exitCode: 0, output: "hi\nhi\n" });
  });

  it("are run by the interpreter they name", async () => {
    write(
      "tools/greet.py",
      "#!/usr/bin/env python3\nimport sys\nfrom words import HELLO\nprint(HELLO, sys.argv[1:])\n",
      0o755,
    );
    write("tools/words.py", "HELLO = 'hello'\n");
    expect(await run("./tools/greet.py a 'b c'")).toMatchObject({ output: "hello ['a', 'b c']\n" });
    expect(await run('PATH="$PWD/tools:$PATH" greet.py')).toMatchObject({ output: "hello []\n" });
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
    expect(result.output.trim().split("\n")).toEqual(readers.map(() => "same"));
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
    expect(await run("python3 app/main.py")).toMatchObject({ output: "2 __main__ /workspace/app/main.py\n" });
    expect(await run(`python3 -c "import pkg.a; print(pkg.a.X)"`)).toMatchObject({ output: "1\n" });
    expect(await run(`PYTHONPATH=lib python3 -c "import extra; print(extra.X)"`)).toMatchObject({ output: "3\n" });
    expect(await run("python3 -m unittest")).toMatchObject({
      exitCode: 0,
      output: expect.stringContaining("Ran 1 test"),
    });
    expect(await run("echo 'print(6*7)' | python3")).toMatchObject({ output: "42\n" });
  });

  it("shows tracebacks with the user's own files and lines only", async () => {
    write("app.py", "def f():\n    return 1 / 0\n\nf()\n");
    const { output, exitCode } = await run("python3 app.py");
    expect(exitCode).toBe(1);
    expect(output).toContain('File "/workspace/app.py", line 4, in <module>');
    expect(output).not.toContain("_jb_");
  });

  it("says why it exits", async () => {
    expect(await run(`python3 -c "import sys; sys.exit('broken settings')"`)).toMatchObject({
      exitCode: 1,
      output: "broken settings\n",
    });
    expect(await run(`python3 -c "raise SystemExit(4)"`)).toMatchObject({ exitCode: 4 });
    expect(await run("python3 missing.py")).toMatchObject({ exitCode: 2 });
  });

  it("can use temporary files", async () => {
    const code =
      "import tempfile,os\nwith tempfile.TemporaryDirectory() as d:\n  p=os.path.join(d,'a'); open(p,'w').write('x'); print(open(p).read())\nwith tempfile.NamedTemporaryFile('w+') as f:\n  f.write('y'); f.flush(); print(open(f.name).read())";
    write("t.py", code);
    expect(await run("python3 t.py")).toMatchObject({ exitCode: 0, output: "x\ny\n" });
  });
});
