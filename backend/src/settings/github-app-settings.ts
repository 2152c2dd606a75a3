import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { errorMessage } from "@pipewright/contract/errors";
import { ConfigError } from "./config-error.ts";
import type { Environment } from "./environment.ts";

export interface GitHubAppConfig {
  id: string;
  /** PEM. */
  privateKey: string;
}

/** @throws ConfigError when only half of an app is named, or its key is none */
export function readGitHubApp(env: Environment): GitHubAppConfig | undefined {
  const { GITHUB_APP_ID: id, GITHUB_APP_PRIVATE_KEY: text, GITHUB_APP_PRIVATE_KEY_FILE: file } = env;
  if (id === undefined && text === undefined && file === undefined) return undefined;
  if (id === undefined) throw wrong("GITHUB_APP_ID", "is missing beside the app's private key");
  if (text === undefined && file === undefined)
    throw wrong("GITHUB_APP_PRIVATE_KEY", "is missing; or name its file in GITHUB_APP_PRIVATE_KEY_FILE");
  // One line in an environment file: \n stands for the ends of lines.
  const privateKey = (text ?? readKeyFile(file ?? "")).replaceAll("\\n", "\n").trim();
  if (!isPrivateKey(privateKey))
    throw wrong(
      text === undefined ? "GITHUB_APP_PRIVATE_KEY_FILE" : "GITHUB_APP_PRIVATE_KEY",
      "is not an RSA private key in PEM, as GitHub gives it",
    );
  return { id, privateKey };
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw wrong("GITHUB_APP_PRIVATE_KEY_FILE", `cannot be read: ${errorMessage(error)}`);
  }
}

function wrong(path: string, message: string): ConfigError {
  return new ConfigError([{ path, message }]);
}
