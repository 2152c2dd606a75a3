import { Kbd } from "@mantine/core";
import { Fragment } from "react";
import { Dialog } from "../components/dialog.tsx";
import classes from "./shell.module.css";

const KEYS = [
  ["a", "Approve the fix, or take it over"],
  ["r", "Reject the fix"],
  ["n", "Ask for another fix"],
  ["e", "Edit the script or the patch"],
  ["?", "Show these keys"],
  ["Escape", "Close a dialog"],
] as const;

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog opened onClose={onClose} title="Keyboard shortcuts">
      <dl className={classes.keys}>
        {KEYS.map(([key, words]) => (
          <Fragment key={key}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{words}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
