import type { Shape } from "./shape.ts";

/** CMake, Meson, make, Ninja and Bazel. */
export const BUILD_SHAPES: readonly Shape[] = [
  {
    id: "protoc-plugin",
    reason: "missing plugin",
    role: "cause",
    weight: 0.9,
    needs: ["program not found or is not executable", "Plugin failed with status code"],
    start:
      /^(?:\S{1,80}: program not found or is not executable|--\w{1,40}_out: \S{1,80}: Plugin failed with status code)/,
    continues: /^(?:Please specify a program using absolute path|--\w{1,40}_out: )/,
    gap: 1,
    mergeWithin: 2,
  },
  {
    id: "cmake-error",
    reason: "CMake error",
    role: "cause",
    weight: 0.92,
    start: /^(?:-- )?CMake Error(?:\s|:)/,
    continues: /^(?:\s|$|Call Stack)/,
    stop: /^-- Configuring incomplete/,
    gap: 1,
    mergeWithin: 2,
  },
  {
    id: "configure-error",
    reason: "configure error",
    role: "cause",
    weight: 0.82,
    start:
      /^(?:configure: error: |meson\.build:\d+:\d+: ERROR: |\S{0,100}meson\.build:\d+:\d+: ERROR|ERROR: Dependency |error: failed to run custom build command|vcpkg install failed|ERROR: .{1,80}conan)/,
    continues: /^\s+\S/,
    gap: 1,
  },
  {
    id: "ninja-failed",
    reason: "failed build step",
    role: "consequence",
    weight: 0.4,
    start: /^FAILED: \S/,
  },
  {
    id: "make-error",
    reason: "make stopped",
    role: "consequence",
    weight: 0.33,
    start:
      /^(?:g?make|mingw32-make|nmake)(?:\[\d+\])?: \*\*\* |^NMAKE : fatal error|^ninja: build stopped|^(?:error: )?Recipe `.{1,100}` failed|^task: Failed to run task|^ERROR: Build did NOT complete|^make: \*\*\*/,
    unless: /No rule to make target|^g?make(?:\[\d+\])?: \*\*\* [^[].*Stop\.$|Waiting for unfinished|missing separator/,
    mergeWithin: 1,
  },
  {
    id: "make-broken",
    reason: "makefile error",
    role: "cause",
    weight: 0.85,
    needs: ["No rule to make", "missing separator", "ninja: error: ", ": *** "],
    start:
      /No rule to make target|^g?make(?:\[\d+\])?: \*\*\* (?!\[|Waiting|Deleting).{1,300}Stop\.$|\*\*\* missing separator|^ninja: error: |^\S{0,100}[Mm]akefile:\d+: \*\*\* /,
  },
  {
    id: "automake-test-list",
    reason: "failed tests",
    role: "cause",
    weight: 0.68,
    start: /^(?:FAIL|ERROR|XPASS): [A-Za-z_./][\w./:-]{0,200}(?: \d+ - .{1,300}| \(.{1,300})?$/,
    mergeWithin: 0,
  },
  {
    id: "bazel-error",
    reason: "build error",
    role: "cause",
    weight: 0.75,
    start:
      /^(?:\(\d\d:\d\d:\d\d\) )?ERROR: (?:\/\S{1,300}:\d+:\d+:|no such (?:package|target)|Analysis of|An error occurred during|Skipping|Error computing)/,
    continues: /^(?:\s|$)/,
  },
];
