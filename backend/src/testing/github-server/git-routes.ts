import { spawn } from "node:child_process";
import type { RequestHandler } from "express";

const HEADER_END = "\r\n\r\n";

export interface GitAccess {
  /** Folder that holds `owner/name.git`. */
  root: string;
  /** Passwords that may push. */
  mayPush(password: string): boolean;
  /** Passwords that may fetch; without it, anybody may. */
  mayFetch?(password: string): boolean;
}

/** git over HTTP, by git's own `http-backend`. */
export function gitRoutes({ root, mayPush, mayFetch = () => true }: GitAccess): RequestHandler {
  return (request, response) => {
    const [path = "", query = ""] = request.originalUrl.split("?");
    const password = passwordOf(request.headers.authorization);
    const isPush = request.originalUrl.includes("git-receive-pack");
    if (!(isPush ? mayPush(password) : mayFetch(password))) {
      response.status(401).set("www-authenticate", 'Basic realm="git"').end();
      return;
    }
    const child = spawn("git", ["-c", "http.receivepack=true", "http-backend"], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: "1",
        REMOTE_USER: "someone",
        PATH_INFO: path,
        QUERY_STRING: query,
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        CONTENT_LENGTH: request.headers["content-length"] ?? "",
        HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
        GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      },
      stdio: ["pipe", "pipe", "inherit"],
    });
    request.pipe(child.stdin);
    const pieces: Buffer[] = [];
    child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
    child.on("close", () => {
      const answer = Buffer.concat(pieces);
      const end = answer.indexOf(HEADER_END);
      for (const line of answer.subarray(0, end).toString("latin1").split("\r\n")) {
        const [name = "", value = ""] = line.split(/: (.*)/);
        if (name === "Status") response.status(Number(value.slice(0, 3)));
        else response.set(name, value);
      }
      response.end(answer.subarray(end + HEADER_END.length));
    });
  };
}

function passwordOf(authorization: string | undefined): string {
  const basic = /^basic (.+)$/i.exec(authorization ?? "")?.[1] ?? "";
  return Buffer.from(basic, "base64").toString("utf8").split(":").slice(1).join(":");
}
