import { Kbd, Modal } from "@mantine/core";
import { Fragment } from "react";
import classes from "./shell.module.css";

const KEYS = [
  ["a", "Approve the fix, or take it over"],
  ["r", "Reject the fix"],
  ["?", "Show these keys"],
  ["Escape", "Close a dialog"],
] as const;

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" closeButtonProps={{ "aria-label": "Close" }}>
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
    </Modal>
  );
}
