import { styleText } from "node:util";
import type { Finding } from "@pipewright/contract/doctor";
import type { Config } from "../config.ts";
import { createInstallationDoctor } from "../doctor-ports.ts";
import { createLog } from "./create-log.ts";

/** `pipewright doctor`: says what works here and what to do about the rest. Returns 1 when something needed is down. */
export async function doctorCommand({ json }: { json: boolean }, config: Config): Promise<number> {
  const findings = await createInstallationDoctor(config, createLog("silent")).examine();
  process.stdout.write(json ? `${JSON.stringify(findings)}\n` : `${findings.map(render).join("\n")}\n`);
  return findings.some(({ status }) => status === "down") ? 1 : 0;
}

const INDENT = " ".repeat(17);

function render({ name, status, kind, message, advice, snippet }: Finding): string {
  const mark = { ok: styleText("green", "✓"), degraded: styleText("yellow", "!"), down: styleText("red", "✗") }[status];
  const more = [advice && styleText("dim", advice), snippet && styleText("dim", snippet)].filter(Boolean);
  return [`${mark} ${name.padEnd(14)} ${kind}: ${message}`, ...more.map((line) => INDENT + line)].join("\n");
}
