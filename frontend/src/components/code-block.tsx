import { visibleText } from "../lib/visible-text.ts";
import classes from "./code.module.css";

/** Code as it is, numbered; what would not show is spelled out. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  const lines = visibleText(code.replace(/\n$/, "")).split("\n");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={classes.code} aria-label={label} tabIndex={0}>
      {lines.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <div key={index} className={classes.line}>
          <span className={classes.number} aria-hidden>
            {index + 1}
          </span>
          <code className={classes.text}>{text}</code>
        </div>
      ))}
    </section>
  );
}
