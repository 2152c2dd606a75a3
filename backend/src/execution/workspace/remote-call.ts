import type { GitAddress } from "./git-address.ts";
import type { GitCall } from "./run-git.ts";

export interface GitCredential {
  user: string;
  password: string;
}

/**
 * Settings for a call that talks to a server. What stands in the address itself goes before the credential. It travels in git's
 * environment, is stored nowhere, and is never sent to another host than the address names.
 */
export function remoteCall(
  address: GitAddress,
  credential: GitCredential | undefined,
  call: Pick<GitCall, "signal" | "timeoutMs">,
): GitCall {
  const settings: Array<readonly [string, string]> = [[`protocol.${address.protocol}.allow`, "always"]];
  const used = address.credentials ?? credential;
  if (used && (address.protocol === "https" || address.protocol === "http")) {
    const basic = Buffer.from(`${used.user}:${used.password}`).toString("base64");
    settings.push([`http.${address.url}.extraHeader`, `Authorization: Basic ${basic}`]);
    settings.push(["credential.helper", ""]);
  }
  return { ...call, remote: true, settings };
}
