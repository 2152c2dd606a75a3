import { type DiffFile, type DiffLine, type DiffLineKind, parseDiff } from "../lib/parse-diff.ts";
import { visibleText } from "../lib/visible-text.ts";
import classes from "./code.module.css";

const SIGNS: Record<DiffLineKind, string> = { added: "+", removed: "−", context: " ", hunk: " ", note: " " };

/** A unified diff, file by file. */
export function DiffView({ label, diff }: { label: string; diff: string }) {
  const files = parseDiff(diff);
  return (
    <section aria-label={label}>
      {files.map((file, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a file is its place; the path may come twice
        <FileDiff key={index} file={file} />
      ))}
    </section>
  );
}

function FileDiff({ file }: { file: DiffFile }) {
  const path = visibleText(file.path || "unnamed file");
  return (
    <section aria-label={path}>
      <h3 className={classes.file}>
        <span>{path}</span>
        {file.changes.map((change) => (
          <span key={change} className={classes.change}>
            {visibleText(change)}
          </span>
        ))}
        {file.added > 0 && <span data-kind="added">+{file.added}</span>}
        {file.removed > 0 && <span data-kind="removed">−{file.removed}</span>}
      </h3>
      {file.lines.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        <section className={classes.code} aria-label={`Changes in ${path}`} tabIndex={0}>
          {file.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
            <DiffRow key={index} line={line} />
          ))}
        </section>
      )}
    </section>
  );
}

function DiffRow({ line }: { line: DiffLine }) {
  return (
    <div className={classes.line} data-kind={line.kind}>
      <span className={classes.number} aria-hidden>
        {line.before}
      </span>
      <span className={classes.number} aria-hidden>
        {line.after}
      </span>
      <span className={classes.sign}>{SIGNS[line.kind]}</span>
      <code className={classes.text}>{visibleText(line.text)}</code>
    </div>
  );
}
