import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { errorMessage } from "@pipewright/contract/errors";
import { timeLimit } from "@pipewright/contract/time-limit";
import { readRetryAfter } from "./retry-delay.ts";
import { DeliveryError } from "./target.ts";

const TIMEOUT_MS = 10_000;
const ANSWER_MAX_BYTES = 2000;

/** Where clouds keep what a machine may know of itself: nothing of ours belongs there. */
const FORBIDDEN = new BlockList();
FORBIDDEN.addSubnet("169.254.0.0", 16, "ipv4");
FORBIDDEN.addSubnet("fe80::", 10, "ipv6");
FORBIDDEN.addAddress("fd00:ec2::254", "ipv6");
FORBIDDEN.addAddress("100.100.100.200", "ipv4");
const FORBIDDEN_WORDS = "Link-local and metadata addresses are never called.";

/** Posts a body that is JSON already. Redirects are refused. @throws DeliveryError */
export async function postJson(
  url: string,
  { body, headers, signal }: { body: string; headers?: Record<string, string>; signal: AbortSignal },
): Promise<void> {
  const { status, retryAfter, text } = await exchange(new URL(url), body, headers, signal);
  if (status >= 200 && status < 300) return;
  if (status >= 300 && status < 400) {
    throw new DeliveryError(`It answered HTTP ${status}. Redirects are not followed; give the address it leads to.`, {
      permanent: false,
    });
  }
  const said = text.replaceAll(/\s+/g, " ").trim().slice(0, 200);
  throw new DeliveryError(`It answered HTTP ${status}${said === "" ? "" : `: ${said}`}`, {
    permanent: status === 400 || status === 413 || status === 422,
    retryAfterMs: readRetryAfter(retryAfter, new Date()),
  });
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
  text: string;
}

function exchange(url: URL, body: string, headers: Record<string, string> = {}, signal: AbortSignal): Promise<Answer> {
  const host = url.hostname.replaceAll(/[[\]]/g, "");
  if (isForbidden(host)) return Promise.reject(new DeliveryError(FORBIDDEN_WORDS, { permanent: true }));
  const send = url.protocol === "http:" ? requestHttp : requestHttps;
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      const isLate = error.name === "TimeoutError" || (error.name === "AbortError" && signal.aborted === false);
      const message = isLate ? `No answer within ${TIMEOUT_MS / 1000} s` : errorMessage(error);
      reject(error instanceof DeliveryError ? error : new DeliveryError(message, { permanent: false, cause: error }));
    };
    const request = send(
      url,
      {
        method: "POST",
        agent: false,
        lookup: lookupAllowed,
        signal: AbortSignal.any([signal, timeLimit(TIMEOUT_MS)]),
        headers: {
          ...headers,
          "content-type": "application/json",
          "user-agent": "pipewright",
          "content-length": Buffer.byteLength(body),
        },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (piece: string) => {
          text += piece;
          if (text.length > ANSWER_MAX_BYTES) response.destroy();
        });
        response.on("error", fail);
        response.on("close", () =>
          resolve({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"], text }),
        );
      },
    );
    request.on("error", fail);
    request.end(body);
  });
}

/** Names are looked at once they are addresses, at the moment of the connection. */
const lookupAllowed: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    if (addresses.some(({ address }) => isForbidden(address))) {
      return callback(new DeliveryError(FORBIDDEN_WORDS, { permanent: true }), []);
    }
    const [first] = addresses;
    if (options.all || first === undefined) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

function isForbidden(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && FORBIDDEN.check(address, family === 4 ? "ipv4" : "ipv6");
}
