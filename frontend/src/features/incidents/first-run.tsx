import { Button, CopyButton } from "@mantine/core";
import { Panel } from "../../components/panel.tsx";
import classes from "./incidents-page.module.css";
import { SimulateForm } from "./simulate-form.tsx";

/** What to do while nothing has failed yet. */
export function FirstRun() {
  const webhook = `${window.location.origin}/api/webhook/github`;
  return (
    <div className={classes.steps}>
      <Panel title="See it work" detail="No failure has come in yet">
        <div className={classes.prose}>
          <p>
            Send in a small repository that really fails. You see the cause, the proposed fix and its risk, and nothing
            runs until you approve it.
          </p>
          <SimulateForm />
        </div>
      </Panel>
      <Panel title="Connect a repository">
        <div className={classes.prose}>
          <p>
            On GitHub, open the repository's settings, add a webhook with this address, content type{" "}
            <code>application/json</code>, the event <b>Workflow runs</b>, and the secret that you have set as{" "}
            <code>GITHUB_WEBHOOK_SECRET</code>.
          </p>
          <div className={classes.address}>
            <code>{webhook}</code>
            <CopyButton value={webhook}>
              {({ copied, copy }) => <Button onClick={copy}>{copied ? "Copied" : "Copy address"}</Button>}
            </CopyButton>
          </div>
        </div>
      </Panel>
    </div>
  );
}
