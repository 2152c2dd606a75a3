/** Things that programs do and the sandbox cannot, by what is printed when they try. */
const BEYOND_THE_SANDBOX: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /emscripten does not support processes/,
    "The program starts other programs, which Python in the embedded sandbox cannot",
  ],
  [/RuntimeError: can't start new thread/, "The program starts threads, which Python in the embedded sandbox cannot"],
  [/Exec format error/, "The command starts a compiled program, which the embedded sandbox cannot run"],
  [/(maximum|exceeded).{0,60}limit|limit.{0,20}exceeded/i, "The command reached a limit of the embedded sandbox"],
];
const ADVICE = "connect Docker to run it";

/**
 * Tells a command that failed from one that cannot be run here: returns why it cannot, or undefined when the exit code counts.
 * `missing` are real programs that were looked for in vain.
 */
export function whyNotRunnable(run: { exitCode: number; output: string; missing: ReadonlySet<string> }) {
  const called = [...run.missing].filter(
    (name) => run.exitCode !== 0 || run.output.includes(`${name}: command not found`),
  );
  if (called.length > 0) {
    const verb = called.length === 1 ? "is" : "are";
    return `${called.join(", ")} ${verb} not in the embedded sandbox; ${ADVICE}`;
  }
  if (run.exitCode === 0) return undefined;
  const beyond = BEYOND_THE_SANDBOX.find(([pattern]) => pattern.test(run.output));
  return beyond && `${beyond[1]}; ${ADVICE}`;
}
