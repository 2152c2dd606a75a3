import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Child {
  readonly process: ChildProcess;
  /** Lines it has printed so far. */
  readonly lines: string[];
  /** Resolves when it has printed so many lines; rejects when it ends before. */
  printed(count: number): Promise<void>;
  /** Kills it as `kill -9` does; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Runs a TypeScript file of this folder in a process of its own. */
export function startChild(file: string, ...args: string[]): Child {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", path, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const waiting: { count: number; resolve: () => void; reject: (error: Error) => void }[] = [];
  let rest = "";
  child.stdout.on("data", (chunk: Buffer) => {
    const parts = `${rest}${chunk.toString()}`.split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
    for (const waiter of waiting) if (lines.length >= waiter.count) waiter.resolve();
  });
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => {
      for (const waiter of waiting) waiter.reject(new Error(`${file} ended too early`));
      resolve();
    });
  });
  return {
    process: child,
    lines,
    printed: (count) =>
      new Promise((resolve, reject) => {
        if (lines.length >= count) resolve();
        else waiting.push({ count, resolve, reject });
      }),
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
  };
}
