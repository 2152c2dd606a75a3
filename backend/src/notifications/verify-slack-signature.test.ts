import { describe, expect, it } from "vitest";
import { verifySlackSignature } from "./verify-slack-signature.ts";

/** The example that Slack's documentation works through. */
const SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
const TIMESTAMP = "1531420618";
const BODY =
  "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
const SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
const THEN = Number(TIMESTAMP) * 1000;

function verify({ body = BODY, timestamp = TIMESTAMP, signature = SIGNATURE, at = THEN } = {}): () => void {
  return () => verifySlackSignature(SECRET, Buffer.from(body), { timestamp, signature }, new Date(at));
}

describe("Slack's signature", () => {
  it("is taken as Slack's own example has it, for five minutes", () => {
    expect(verify()).not.toThrow();
    expect(verify({ at: THEN + 300_000 })).not.toThrow();
    expect(verify({ at: THEN + 301_000 })).toThrow(/five minutes old/);
    expect(verify({ at: THEN - 301_000 })).toThrow(/five minutes old/);
  });

  it("is refused for any other body, time, form or none at all", () => {
    expect(verify({ body: `${BODY} ` })).toThrow(/does not match/);
    expect(verify({ timestamp: "1531420619" })).toThrow(/does not match/);
    expect(verify({ signature: SIGNATURE.slice(3) })).toThrow(/does not match/);
    expect(verify({ signature: SIGNATURE.replace("v0", "v1") })).toThrow(/does not match/);
    expect(verify({ timestamp: "soon" })).toThrow(/five minutes old/);
    expect(verify({ signature: "" })).toThrow(/carries no X-Slack-Signature/);
  });
});
