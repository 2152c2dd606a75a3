import { workflowSnippet } from "../lib/workflow-snippet.ts";
import classes from "./connect-repository.module.css";
import { CopyBlock } from "./copy-block.tsx";

interface Props {
  /** Where the server is known to be reached by GitHub; else this page's own address is proposed. */
  webhookUrl: string | undefined;
  /** The line for `.env` that gives the server a secret; absent where it has one, which no page can show. */
  secretLine: string | undefined;
}

/** The steps that lead from a repository's failures to here. */
export function ConnectRepository({ webhookUrl, secretLine }: Props) {
  const address = webhookUrl ?? `${window.location.origin}/api/webhook/github`;
  return (
    <div className={classes.ways}>
      <ol className={classes.steps}>
        <li>
          {secretLine ? (
            <>
              <p>
                Put a secret into <code>.env</code> and start Pipewright again. The server has just made this one up:
              </p>
              <CopyBlock label="secret" text={secretLine} />
            </>
          ) : (
            <p>
              Take the secret that the server has as <code>GITHUB_WEBHOOK_SECRET</code>.
            </p>
          )}
        </li>
        <li>
          <p>
            On GitHub, under <b>Settings → Webhooks → Add webhook</b>, give that secret, the content type{" "}
            <code>application/json</code>, the event <b>Workflow runs</b>, and this address:
          </p>
          <CopyBlock label="webhook address" text={address} />
          {!webhookUrl && (
            <p className={classes.aside}>
              GitHub must be able to reach it. Behind a proxy or a tunnel it is another one: set{" "}
              <code>PIPEWRIGHT_PUBLIC_URL</code>.
            </p>
          )}
        </li>
      </ol>
      <details className={classes.other}>
        <summary>No webhook possible? Let a workflow tell it</summary>
        <p>
          Add this file as <code>.github/workflows/pipewright.yml</code> on the default branch, and the secret as{" "}
          <code>PIPEWRIGHT_WEBHOOK_SECRET</code> under <b>Settings → Secrets and variables → Actions</b>.
        </p>
        <CopyBlock label="workflow" text={workflowSnippet(address)} />
      </details>
    </div>
  );
}
