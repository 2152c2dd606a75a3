import { spawn } from "node:child_process";
import { ensureInstalled, ROOT } from "./ensure-installed.mjs";

ensureInstalled();
const env = { PIPEWRIGHT_PUBLIC_URL: "http://127.0.0.1:5173", ...process.env };
const npx = process.platform === "win32" ? "npx.cmd" : "npx";
const parts = [
  [
    npx,
    [
      "tsx",
      "watch",
      "--conditions=pipewright-source",
      "--clear-screen=false",
      "backend/bin/pipewright-dev.mjs",
      "serve",
    ],
  ],
  [npx, ["vite", "--clearScreen", "false", "frontend"]],
];
const children = parts.map(([program, args]) =>
  spawn(program, args, { cwd: ROOT, env, stdio: "inherit", shell: process.platform === "win32" }),
);
const stopAll = () => {
  for (const child of children) child.kill();
};
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, stopAll);
for (const child of children) {
  child.on("exit", (code) => {
    process.exitCode = code ?? 1;
    stopAll();
  });
}
