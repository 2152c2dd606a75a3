import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { gitRoutes } from "./github-server/git-routes.ts";

export interface HttpsGitServer extends AsyncDisposable {
  url: string;
  /** What it has to be trusted by. */
  certificate: string;
  /** Each `Authorization` that came in. */
  authorizations: string[];
}

interface HttpsGitOptions {
  /** Folder that holds `owner/name.git`. */
  root: string;
  /** Folder for its key and certificate. */
  scratch: string;
  /** The one password that it takes, to fetch and to push. */
  password: string;
  /** Days from now at which the certificate ends. */
  days?: number;
}

/** git over HTTPS, by git's own `http-backend` and a certificate made here. */
export async function startHttpsGitServer(options: HttpsGitOptions): Promise<HttpsGitServer> {
  const { root, scratch, password, days = 1 } = options;
  const certificate = makeCertificate(scratch, days);
  const authorizations: string[] = [];
  const isRight = (given: string) => given === password;
  const app = express();
  app.use((request, _response, next) => {
    if (request.headers.authorization !== undefined) authorizations.push(request.headers.authorization);
    next();
  });
  app.use(gitRoutes({ root, mayPush: isRight, mayFetch: isRight }));
  const server = createServer({ key: readFileSync(join(scratch, "key.pem")), cert: readFileSync(certificate) }, app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    certificate,
    authorizations,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One that lasts for less than a day has ended before it began, as far as anybody can tell. */
function makeCertificate(folder: string, days: number): string {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem"];
  openssl("req", ...key, "-out", "request.pem", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1");
  const signed = ["-signkey", "key.pem", "-days", String(days), "-copy_extensions", "copy"];
  openssl("x509", "-req", "-in", "request.pem", "-out", "certificate.pem", ...signed);
  return join(folder, "certificate.pem");
}
