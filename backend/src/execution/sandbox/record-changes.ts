import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { InMemoryFs } from "just-bash";
import { type LoadedWorkspace, MOUNT, type OriginalEntry } from "./load-workspace.ts";
import type { TreeChange } from "./sandbox-messages.ts";

const MODE_BITS = 0o777;
const LINKS_MAX = 40;

/** Paths that a run may have changed; what lies below one of them may have changed too. */
export type TouchedPaths = Set<string>;

/**
 * Makes a file system write as a real one does, and note what is written. just-bash's own puts a file in the place of the
 * symbolic link it is written through, and gives a file that is written over (`>`, `cp`, `sed -i`) a new mode.
 */
export function watchWrites(fs: InMemoryFs): TouchedPaths {
  const touched: TouchedPaths = new Set();
  const { writeFile, appendFile, cp, mv, rm, chmod, mkdir, link, symlink } = bindAll(fs);

  fs.writeFile = (path, ...rest) => writeOver(path, (real) => writeFile(real, ...rest));
  fs.appendFile = (path, ...rest) => writeOver(path, (real) => appendFile(real, ...rest));
  fs.cp = (from, to, options) => writeOver(to, (real) => cp(from, real, options));
  fs.chmod = async (path, mode) => chmod(await touch(path, true), mode);
  fs.mkdir = async (path, options) => mkdir(await touch(path, false), options);
  fs.rm = async (path, options) => rm(await touch(path, false), options);
  fs.mv = async (from, to) => mv(await touch(from, false), await touch(to, false));
  fs.link = async (from, to) => link(from, await touch(to, false));
  fs.symlink = async (target, path) => symlink(target, await touch(path, false));
  return touched;

  async function writeOver(path: string, write: (real: string) => Promise<void>): Promise<void> {
    const real = await touch(path, true);
    const before = await fs.stat(real).catch(() => undefined);
    await write(real);
    if (!before?.isFile) return;
    const after = await fs.stat(real).catch(() => undefined);
    if (after?.isFile && after.mode !== before.mode) await chmod(real, before.mode);
  }

  async function touch(path: string, followLast: boolean): Promise<string> {
    const real = await realPath(fs, path, followLast);
    touched.add(real);
    return real;
  }
}

/** Where a path leads to once the symbolic links in it are followed, whether something is there or not. */
async function realPath(fs: InMemoryFs, path: string, followLast: boolean, depth = 0): Promise<string> {
  const folder = posix.dirname(path);
  const realFolder = folder === path ? folder : await fs.realpath(folder).catch(() => folder);
  const real = posix.join(realFolder, posix.basename(path));
  if (!followLast || depth === LINKS_MAX) return real;
  const target = await fs.readlink(real).catch(() => undefined);
  return target === undefined ? real : realPath(fs, posix.resolve(realFolder, target), true, depth + 1);
}

/** Compares what was touched with how the workspace was. Deletions come first, then folders before what is in them. */
export async function collectChanges(
  loaded: LoadedWorkspace,
  touched: TouchedPaths,
  hostDir: string,
): Promise<TreeChange[]> {
  const deleted: TreeChange[] = [];
  const made: TreeChange[] = [];
  for (const path of [...(await affectedPaths(loaded, touched))].sort()) {
    const before = loaded.original.get(path);
    const now = await currentEntry(loaded.fs, path);
    const relative = path.slice(MOUNT.length + 1);
    if (before !== undefined && before.kind !== now?.kind) deleted.push({ kind: "deleted", path: relative });
    if (now === undefined) continue;
    const change = await compare(loaded.fs, path, before?.kind === now.kind ? before : undefined, now, hostDir);
    if (change) made.push(change);
  }
  return [...deleted, ...made];
}

async function affectedPaths(loaded: LoadedWorkspace, touched: TouchedPaths): Promise<Set<string>> {
  const affected = new Set<string>();
  const inside = [...touched].filter((path) => path === MOUNT || path.startsWith(`${MOUNT}/`));
  const isAffected = (path: string): boolean =>
    inside.some((root) => path === root || path.startsWith(`${root}/`)) && path !== MOUNT;
  if (inside.length === 0) return affected;
  for (const path of loaded.original.keys()) if (isAffected(path)) affected.add(path);
  for (const path of loaded.fs.getAllPaths()) if (isAffected(path)) affected.add(path);
  for (const path of [...affected]) {
    for (let folder = posix.dirname(path); folder !== MOUNT && folder !== "/"; folder = posix.dirname(folder)) {
      affected.add(folder);
    }
  }
  return affected;
}

async function currentEntry(fs: InMemoryFs, path: string): Promise<OriginalEntry | undefined> {
  const stat = await fs.lstat(path).catch(() => undefined);
  if (stat === undefined) return undefined;
  if (stat.isSymbolicLink) return { kind: "symlink", target: await fs.readlink(path) };
  if (stat.isDirectory) return { kind: "directory" };
  return { kind: "file", mode: stat.mode & MODE_BITS, size: stat.size };
}

async function compare(
  fs: InMemoryFs,
  path: string,
  before: OriginalEntry | undefined,
  now: OriginalEntry,
  hostDir: string,
): Promise<TreeChange | undefined> {
  const relative = path.slice(MOUNT.length + 1);
  if (now.kind === "directory") return before ? undefined : { kind: "directory", path: relative };
  if (now.kind === "symlink") {
    const same = before?.kind === "symlink" && before.target === now.target;
    return same ? undefined : { kind: "symlink", path: relative, target: now.target };
  }
  const content = await fs.readFileBuffer(path);
  const sameContent =
    before?.kind === "file" && before.size === content.length && readFileSync(join(hostDir, relative)).equals(content);
  if (!sameContent) return { kind: "file", path: relative, mode: now.mode, content };
  return before.mode === now.mode ? undefined : { kind: "mode", path: relative, mode: now.mode };
}

function bindAll(fs: InMemoryFs) {
  return {
    writeFile: fs.writeFile.bind(fs),
    appendFile: fs.appendFile.bind(fs),
    cp: fs.cp.bind(fs),
    mv: fs.mv.bind(fs),
    rm: fs.rm.bind(fs),
    chmod: fs.chmod.bind(fs),
    mkdir: fs.mkdir.bind(fs),
    link: fs.link.bind(fs),
    symlink: fs.symlink.bind(fs),
  };
}
