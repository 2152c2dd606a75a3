import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { StoreLockedError } from "../errors.ts";

/** Who holds a folder. Pid and start time together name one process, even after the pid is used again. */
interface Holder {
  readonly pid: number;
  readonly startTime: string;
  readonly socket: string;
  readonly token: string;
}

export interface FolderLock {
  release(): void;
}

const LOCK_FILE = "store.lock";
const PROBE_TIMEOUT_MS = 1000;
const ATTEMPTS = 20;

/**
 * Takes the folder for this process. A lock left by a process that is dead is taken over at once. Throws
 * StoreLockedError while its holder lives.
 */
export async function lockFolder(dataDir: string, socket: string): Promise<FolderLock> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, LOCK_FILE);
  const token = `${process.pid}-${Date.now()}-${Math.random().toString(36).slice(2)}`;
  const own: Holder = { pid: process.pid, startTime: startTimeOf(process.pid) ?? "", socket, token };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (createExclusively(path, JSON.stringify(own))) return { release: () => release(path, token) };
    const holder = readHolder(path);
    if (holder === undefined) {
      removeUnreadable(path);
      continue;
    }
    if (await isAlive(holder)) throw new StoreLockedError(dataDir, `process ${holder.pid}`);
    removeStale(path, holder.token);
  }
  throw new StoreLockedError(dataDir, "a process that is starting");
}

function createExclusively(path: string, content: string): boolean {
  try {
    const file = openSync(path, "wx", 0o600);
    writeFileSync(file, content);
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof value !== "object" || value === null) return undefined;
    const { pid, startTime, socket, token } = { pid: 0, startTime: "", socket: "", token: "", ...value };
    return { pid: Number(pid), startTime: String(startTime), socket: String(socket), token: String(token) };
  } catch {
    return undefined;
  }
}

/** A lock file of a process that died while it wrote it. */
function removeUnreadable(path: string): void {
  rmSync(path, { force: true });
}

/** Moves the stale file away first, so that of two processes which both saw it only one removes it. */
function removeStale(path: string, token: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readHolder(aside)?.token === token) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function release(path: string, token: string): void {
  if (readHolder(path)?.token === token) rmSync(path, { force: true });
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (holder.pid === process.pid && holder.startTime === (startTimeOf(process.pid) ?? "")) return true;
  const started = startTimeOf(holder.pid);
  if (started !== undefined && holder.startTime !== "") return started === holder.startTime;
  if (!processExists(holder.pid)) return false;
  return answers(holder.socket);
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Start time of a process in clock ticks since boot, with the boot's id; undefined where /proc does not tell. */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (afterName[0] === "Z" || afterName[0] === "X") return undefined;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot}:${afterName[19] ?? ""}`;
  } catch {
    return undefined;
  }
}

/** Whether a server answers on the holder's socket; where /proc does not tell, this is the proof of life. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    const end = (alive: boolean): void => {
      probe.destroy();
      resolve(alive);
    };
    probe.setTimeout(PROBE_TIMEOUT_MS, () => end(true));
    probe.on("connect", () => end(true));
    probe.on("error", () => end(false));
  });
}
