#!/usr/bin/env node
import { existsSync } from "node:fs";

const compiled = new URL("../dist/cli.js", import.meta.url);
if (!existsSync(compiled)) {
  process.stderr.write("Pipewright is not built yet. In its folder, run: npm start (or: npm install, npm run build)\n");
  process.exit(1);
}
const { runCommandLine } = await import(compiled.href);
await runCommandLine(process.argv);
