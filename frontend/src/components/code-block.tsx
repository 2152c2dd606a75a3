import { type ShellToken, shellTokens } from "../lib/shell-tokens.ts";
import { visibleText } from "../lib/visible-text.ts";
import classes from "./code.module.css";

/** A shell script as it is, numbered and lightly coloured; what would not show is spelled out. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  const lines = shellTokens(visibleText(code.replace(/\n$/, "")));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={classes.code} aria-label={label} tabIndex={0}>
      {lines.map((tokens, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <div key={index} className={classes.line}>
          <span className={classes.number} aria-hidden>
            {index + 1}
          </span>
          <code className={classes.text}>
            <Tokens tokens={tokens} />
          </code>
        </div>
      ))}
    </section>
  );
}

function Tokens({ tokens }: { tokens: ShellToken[] }) {
  return tokens.map(({ kind, text }, index) =>
    kind === "plain" ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place
      <span key={index} data-token={kind}>
        {text}
      </span>
    ),
  );
}
