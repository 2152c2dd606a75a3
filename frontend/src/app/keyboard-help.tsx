import { Kbd } from "@mantine/core";
import { Fragment } from "react";
import { Dialog } from "../components/dialog.tsx";
import classes from "./shell.module.css";

const KEYS = [
  ["Ctrl K", "Find a page, an action or an incident"],
  ["a", "Approve the fix, or take it over"],
  ["r", "Reject the fix"],
  ["n", "Ask for another fix"],
  ["e", "Edit the script or the patch"],
  ["j, k", "Among what waits: the next, the previous question"],
  ["n, p", "In a log: the next, the previous evidence"],
  ["/", "In a log: search; Enter and Shift+Enter step through it"],
  ["g, G", "In a log: its first, its last line"],
  ["c", "In a log: copy the selected lines"],
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
