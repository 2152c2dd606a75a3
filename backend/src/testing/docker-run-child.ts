import { createDockerExecutor } from "../execution/docker-executor.ts";

/**
 * Asks the Docker executor for one run, in a process of its own that a test can kill. RUN is the request as JSON. Prints
 * `output <JSON>` for each piece of output and `result <JSON>` at the end.
 */
const executor = createDockerExecutor({ dockerHost: undefined, pull: "never", instanceId: process.env.INSTANCE ?? "" });
const result = await executor.run(JSON.parse(process.env.RUN ?? "{}"), {
  signal: new AbortController().signal,
  onOutput: (text) => process.stdout.write(`output ${JSON.stringify(text)}\n`),
});
process.stdout.write(`result ${JSON.stringify(result)}\n`);
