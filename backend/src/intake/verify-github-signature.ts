import { Webhooks } from "@octokit/webhooks";
import { UnauthorizedError } from "@pipewright/contract/errors";

/** Checks `X-Hub-Signature-256` over the bytes of a delivery as they came. @throws UnauthorizedError */
export async function verifyGithubSignature(
  secret: string,
  body: Buffer,
  signature: string | undefined,
): Promise<void> {
  if (!signature) {
    throw new UnauthorizedError("The delivery carries no X-Hub-Signature-256. Set the webhook's secret on GitHub.");
  }
  // An empty body cannot be signed with the library, and GitHub sends none.
  const authentic = body.length > 0 && (await new Webhooks({ secret }).verify(body.toString("utf8"), signature));
  if (!authentic) {
    throw new UnauthorizedError(
      "The signature does not match. The webhook's secret on GitHub must be the one in GITHUB_WEBHOOK_SECRET.",
    );
  }
}
