import { getCommandNames } from "just-bash";

/** Things that programs do and the sandbox cannot, by what is printed when they try. */
const BEYOND_THE_SANDBOX: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /emscripten does not support processes/,
    "The program starts other programs, which Python in the embedded sandbox cannot",
  ],
  [/RuntimeError: can't start new thread/, "The program starts threads, which Python in the embedded sandbox cannot"],
  [/^MemoryError\b/m, "The program needs more memory than Python has in the embedded sandbox"],
  [
    /cannot execute binary file: Exec format error/,
    "The command starts a compiled program, which the embedded sandbox cannot",
  ],
  [/executionLimits\.max\w+|limit exceeded \(\d+ bytes\)/, "The command reached a limit of the embedded sandbox"],
];
const UNKNOWN_OPTION = /^(?:bash: )?([\w-]+): (?:invalid|unrecognized|unknown) option.*$/m;
const ADVICE = "connect Docker to run it";

/**
 * Tells a command that failed from one that cannot be run here: returns why it cannot, or undefined when the exit code counts.
 * `missing` are real programs and devices that were looked for in vain.
 */
export function whyNotRunnable(run: { exitCode: number; output: string; missing: ReadonlySet<string> }) {
  const called = [...run.missing].filter(
    (name) => name.startsWith("/") || run.exitCode !== 0 || run.output.includes(`${name}: command not found`),
  );
  if (called.length > 0) {
    const verb = called.length === 1 ? "is" : "are";
    return `${called.join(", ")} ${verb} not in the embedded sandbox; ${ADVICE}`;
  }
  if (run.exitCode === 0) return undefined;
  const beyond = BEYOND_THE_SANDBOX.find(([pattern]) => pattern.test(run.output));
  if (beyond) return `${beyond[1]}; ${ADVICE}`;
  const [complaint, name] = UNKNOWN_OPTION.exec(run.output) ?? [];
  const isSimulated = getCommandNames().some((command) => command === name);
  return isSimulated ? `The embedded sandbox does not know an option (${complaint}); ${ADVICE}` : undefined;
}
