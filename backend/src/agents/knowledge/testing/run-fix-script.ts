import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { Bash } from "just-bash";

export type Files = Record<string, string>;

export interface ScriptResult {
  exitCode: number;
  files: Files;
}

/** Shells in which a fix script has to do the same: the host's own ones and the embedded one. */
export const SHELLS: Record<string, (script: string, files: Files) => Promise<ScriptResult>> = {
  sh: (script, files) => runOnHost("sh", script, files),
  bash: (script, files) => runOnHost("bash", script, files),
  "the embedded shell": runEmbedded,
};

async function runOnHost(shell: string, script: string, files: Files): Promise<ScriptResult> {
  const folder = mkdtempSync(join(tmpdir(), "pipewright-script-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const { status } = spawnSync(shell, ["-c", script], { cwd: folder, encoding: "utf8" });
    return { exitCode: status ?? -1, files: readAll(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runEmbedded(script: string, files: Files): Promise<ScriptResult> {
  const mounted = Object.fromEntries(Object.entries(files).map(([name, content]) => [`/repo/${name}`, content]));
  const bash = new Bash({ files: mounted, cwd: "/repo" });
  const { exitCode } = await bash.exec(script);
  const left: Files = {};
  for (const path of bash.fs.getAllPaths()) {
    if (!path.startsWith("/repo/") || !(await bash.fs.stat(path)).isFile) continue;
    left[path.slice("/repo/".length)] = await bash.fs.readFile(path);
  }
  return { exitCode, files: left };
}

function readAll(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return Object.fromEntries(
    paths.filter((path) => statSync(path).isFile()).map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
  );
}
