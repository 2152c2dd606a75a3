import type { Shape } from "./shape.ts";

/** The machine itself gave out. Tried first, since it makes every other tool fail in its own words. */
export const RESOURCE_SHAPES: readonly Shape[] = [
  {
    id: "disk-full",
    reason: "disk is full",
    role: "cause",
    weight: 0.96,
    machine: true,
    needs: [
      "No space left",
      "no space left",
      "ENOSPC",
      "not enough space",
      "quota exceeded",
      "disk I/O error",
      "disk is full",
    ],
    start:
      /(?:[Nn]o space left on device|\bENOSPC\b|There is not enough space on the disk|Disk quota exceeded|disk I\/O error|database or disk is full)/,
    continues:
      /^(?:\s+(?:at )?\S|Caused|Also:|.{0,300}(?:No space left on device|ENOSPC|No such file or directory)|(?:[a-z]\w*\.){2,}\w+(?:Exception|Error)\b|\s*\.\.\. \d+|fatal: |error: )/,
    before: /^(?:# \S|FATAL: |ERROR: |hudson\.|stdout: |(?:[a-z]\w*\.){2,}\w+(?:Exception|Error): ).*$/,
    gap: 1,
    mergeWithin: 12,
  },
  {
    id: "out-of-memory",
    reason: "out of memory",
    role: "cause",
    weight: 0.96,
    machine: true,
    needs: [
      "out of memory",
      "OutOfMemoryError",
      "OOMKilled",
      "Out of memory",
      "memory exhausted",
      "allocate memory",
      "MemoryError",
      "Killed",
      "signal: killed",
      "code 137",
      "code: 137",
      "memory allocation of",
      "GC overhead",
      "bad_alloc",
    ],
    before: /^(?:<--- (?:Last few GCs|JS stacktrace) --->|\[\d+:0x[0-9a-f]+\] .{1,300}|)$/,
    start:
      /(?:JavaScript heap out of memory|java\.lang\.OutOfMemoryError\b|\bOOMKilled\b|Out of memory: Kill|virtual memory exhausted|Cannot allocate memory|\bMemoryError\b|c\+\+: fatal error: Killed signal|signal: killed|exit code:? 137\b|exited with code 137\b|memory allocation of \d+ bytes failed|GC overhead limit|std::bad_alloc|LLVM ERROR: out of memory|^Killed$|: line \d+:\s+\d+ Killed\b|^.{0,200}: Killed$)/,
    continues: /^(?:\s+at |\s*\d+: 0x|<--- |----- |\[\d+:0x)/,
    gap: 1,
  },
];
