import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { InMemoryFs } from "just-bash";
import { type LoadedWorkspace, MOUNT, type OriginalEntry } from "./load-workspace.ts";
import type { TreeChange } from "./sandbox-messages.ts";

const MODE_BITS = 0o777;

/** Paths that a run may have changed; what lies below one of them may have changed too. */
export type TouchedPaths = Set<string>;

/**
 * Makes a file system note which paths are written, and keep the mode of a file that is written over: the simulated `sed -i`,
 * `>` and `cp` would reset it, where a real system keeps it.
 */
export function watchWrites(fs: InMemoryFs): TouchedPaths {
  const touched: TouchedPaths = new Set();
  const { writeFile, appendFile, cp, mv, rm, chmod, mkdir, link, symlink } = bindAll(fs);

  fs.writeFile = async (path, ...rest) => keepMode(path, () => writeFile(path, ...rest));
  fs.appendFile = async (path, ...rest) => keepMode(path, () => appendFile(path, ...rest));
  fs.cp = async (from, to, options) => keepMode(to, () => cp(from, to, options));
  fs.mv = async (from, to) => {
    await touch(from);
    await mv(from, to);
    await touch(to);
  };
  fs.rm = async (path, options) => {
    await touch(path);
    await rm(path, options);
  };
  fs.chmod = async (path, mode) => {
    await chmod(path, mode);
    await touch(path);
  };
  fs.mkdir = async (path, options) => {
    await mkdir(path, options);
    await touch(path);
  };
  fs.link = async (from, to) => {
    await link(from, to);
    await touch(to);
  };
  fs.symlink = async (target, path) => {
    await symlink(target, path);
    await touch(path);
  };
  return touched;

  async function keepMode(path: string, write: () => Promise<void>): Promise<void> {
    const before = await fs.stat(path).catch(() => undefined);
    await write();
    await touch(path);
    if (!before?.isFile) return;
    const after = await fs.stat(path).catch(() => undefined);
    if (after?.isFile && after.mode !== before.mode) await chmod(path, before.mode);
  }

  /** Notes the path as it was named and where it leads to, since a folder above it may be a symbolic link. */
  async function touch(path: string): Promise<void> {
    touched.add(posix.normalize(path));
    const folder = await fs.realpath(posix.dirname(path)).catch(() => undefined);
    if (folder !== undefined) touched.add(posix.join(folder, posix.basename(path)));
    const itself = await fs.realpath(path).catch(() => undefined);
    if (itself !== undefined) touched.add(itself);
  }
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
