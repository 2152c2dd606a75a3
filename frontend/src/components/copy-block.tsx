import { Button, CopyButton } from "@mantine/core";
import { visibleText } from "../lib/visible-text.ts";
import classes from "./copy-block.module.css";

interface Props {
  /** Names what is copied, e.g. `webhook address`. */
  label: string;
  text: string;
}

/** Lines to take elsewhere, with a button that copies them. A page that came by plain HTTP may not copy: they can be selected. */
export function CopyBlock({ label, text }: Props) {
  return (
    <div className={classes.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <section className={classes.text} aria-label={label} tabIndex={0}>
        <code>{visibleText(text)}</code>
      </section>
      {window.isSecureContext && (
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button className={classes.button ?? ""} aria-label={`Copy the ${label}`} onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      )}
    </div>
  );
}
