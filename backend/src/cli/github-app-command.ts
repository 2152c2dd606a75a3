import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { errorMessage, PipewrightError } from "@pipewright/contract/errors";
import type { Config } from "../config.ts";
import { appManifest, type CreatedApp, takeCreatedApp } from "../github/create-app.ts";

const KEY_FILE = "github-app.pem";
const WAIT_MS = 30 * 60_000;

export interface GitHubAppOptions {
  /** Where GitHub reaches Pipewright. */
  url?: string | undefined;
  name: string;
  /** The app is to belong to it instead of the person who presses the button. */
  organization?: string | undefined;
}

/**
 * `pipewright github-app`: a page on this machine whose button makes the app on GitHub. The private key goes into the data folder,
 * for its owner alone; what is left to set is what is returned. `show` is told the page's address.
 * @throws PipewrightError `no_public_url`, `key_exists`, `app_not_made`; UpstreamError
 */
export async function githubAppCommand(
  { url, name, organization }: GitHubAppOptions,
  config: Pick<Config, "dataDir" | "publicUrl" | "github">,
  show: (text: string) => void,
): Promise<string> {
  const publicUrl = (url ?? config.publicUrl)?.replace(/\/+$/, "");
  if (publicUrl === undefined || !/^https?:\/\//.test(publicUrl))
    throw new PipewrightError(
      "no_public_url",
      422,
      "Say where GitHub reaches Pipewright: --url https://pipewright.example.org",
    );
  const { apiUrl, serverUrl } = config.github;
  const state = randomBytes(16).toString("hex");
  const owner = organization === undefined ? "settings" : `organizations/${encodeURIComponent(organization)}/settings`;
  const action = `${serverUrl}/${owner}/apps/new?state=${state}`;
  const { port, code, end } = await waitForBrowser(state, (redirectUrl) =>
    page(action, JSON.stringify(appManifest({ name, publicUrl, redirectUrl }))),
  );
  show(`Open http://127.0.0.1:${port} in a browser on this machine and press the button. (Ctrl-C to leave it.)`);
  try {
    const app = await takeCreatedApp(apiUrl, await code, AbortSignal.timeout(60_000));
    const file = await keep(app, config.dataDir);
    end("The app is made. Go on in the terminal; this page can be closed.");
    return instructions(app, file);
  } catch (error) {
    end(`It did not work: ${errorMessage(error)}`);
    throw error;
  }
}

/** Serves the page, and gives the code with which GitHub sends the browser back. */
async function waitForBrowser(state: string, render: (redirectUrl: string) => string) {
  let waiting: ServerResponse | undefined;
  let given: (code: string) => void = () => {};
  let failed: (error: Error) => void = () => {};
  const code = new Promise<string>((resolve, reject) => {
    given = resolve;
    failed = reject;
  });
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("referrer-policy", "no-referrer");
    const received = searchParams.get("code");
    if (pathname === "/") response.end(render(`http://127.0.0.1:${port}/made`));
    else if (pathname !== "/made" || received === null || searchParams.get("state") !== state)
      response.writeHead(400).end("This answer does not belong to this page.");
    else {
      waiting = response;
      given(received);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A listening TCP server has such an address.
  const { port } = server.address() as AddressInfo;
  const patience = setTimeout(
    () => failed(new PipewrightError("app_not_made", 504, "Nobody pressed the button within half an hour.")),
    WAIT_MS,
  );
  return {
    port,
    code,
    end(text: string) {
      clearTimeout(patience);
      waiting?.end(escapeHtml(text));
      server.close();
      server.closeIdleConnections();
    },
  };
}

/** Never over another app's key. */
async function keep({ pem }: CreatedApp, dataDir: string): Promise<string> {
  const file = join(dataDir, KEY_FILE);
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(file, pem, { mode: 0o600, flag: "wx" });
    return file;
  } catch (error) {
    throw new PipewrightError(
      "key_exists",
      409,
      `The app is made, but its key could not be written to ${file} (${errorMessage(error)}). Make another key on the app's page.`,
      { cause: error },
    );
  }
}

function instructions({ id, html_url, webhook_secret }: CreatedApp, file: string): string {
  return [
    `The app is made: ${html_url}`,
    `1. Install it on your repositories: ${html_url}/installations/new`,
    "2. Put this into .env and start Pipewright again. The secret is shown this once.",
    "",
    `GITHUB_APP_ID=${id}`,
    `GITHUB_APP_PRIVATE_KEY_FILE=${file}`,
    `GITHUB_WEBHOOK_SECRET=${webhook_secret}`,
  ].join("\n");
}

function page(action: string, manifest: string): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Pipewright's GitHub App</title>
<body style="font: 16px/1.5 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1 style="font-size: 1.25rem">Make Pipewright's GitHub App</h1>
<p>The button leads to GitHub, which shows the app with its permissions before it is made.</p>
<form action="${escapeHtml(action)}" method="post">
<input type="hidden" name="manifest" value="${escapeHtml(manifest)}">
<button style="font: inherit; padding: 0.5rem 1rem">Go to GitHub</button>
</form></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
