// For `npm run dev`: the sources as they are, without a build. Needs tsx and --conditions=pipewright-source.
import { runCommandLine } from "../src/cli.ts";

await runCommandLine(process.argv);
