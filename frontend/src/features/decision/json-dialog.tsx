import { Button } from "@mantine/core";
import type { Incident } from "@pipewright/contract/incident";
import { useState } from "react";
import { Dialog } from "../../components/dialog.tsx";
import { copyText } from "../../lib/copy-text.ts";
import { incidentPath } from "../../lib/incident-query.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./json-dialog.module.css";

type Copied = "not yet" | "copied" | "refused";

const COPY_WORDS: Record<Copied, string> = {
  "not yet": "Copy",
  copied: "Copied",
  refused: "The browser does not let this page copy",
};

/** The incident as the API gives it. */
export function JsonDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const [copied, setCopied] = useState<Copied>("not yet");
  const json = JSON.stringify(incident, null, 2);
  const copy = async (): Promise<void> => setCopied((await copyText(json)) ? "copied" : "refused");
  return (
    <Dialog opened onClose={onClose} title="This incident as JSON" isWide>
      <div className={classes.parts}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
        <section className={classes.json} aria-label="JSON" tabIndex={0}>
          <code>{visibleText(json)}</code>
        </section>
        <div className={classes.buttons}>
          <Button component="a" href={incidentPath(incident.id)} target="_blank" rel="noopener">
            Open by itself
          </Button>
          <Button variant="filled" data-autofocus onClick={() => void copy()}>
            {COPY_WORDS[copied]}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
