import { runUiBench } from "./ui/run-ui-bench.ts";

if (!(await runUiBench(process.argv.slice(2)))) process.exitCode = 1;
