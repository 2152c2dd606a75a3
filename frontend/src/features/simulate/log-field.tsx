import { Button, FileButton, Textarea } from "@mantine/core";
import { type DragEvent, useState } from "react";
import { formatBytes, formatCount } from "../../lib/format-number.ts";
import { readLogFile } from "../../lib/read-log-file.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./simulate-page.module.css";

/** A log as it was pasted, or as it was read from the file named. */
export interface OwnLog {
  text: string;
  file?: { name: string; bytes: number; lines: number };
}

export const EMPTY_LOG: OwnLog = { text: "" };

interface Props {
  log: OwnLog;
  onChange: (log: OwnLog) => void;
  error: string | undefined;
}

/** Takes a log: pasted, dropped or chosen. A file is not put into the text field, which long logs would bring to a halt. */
export function LogField({ log, onChange, error }: Props) {
  const [problem, setProblem] = useState<string>();
  const [isOver, setIsOver] = useState(false);

  const take = async (file: File | null | undefined) => {
    if (!file) return;
    const read = await readLogFile(file);
    if ("problem" in read) return setProblem(read.problem);
    setProblem(undefined);
    onChange({ text: read.log.text, file: { name: file.name, bytes: file.size, lines: read.log.lines } });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way more; the button beside does the same
    <div
      className={classes.log}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      {log.file ? (
        <GivenFile file={log.file} onRemove={() => onChange(EMPTY_LOG)} />
      ) : (
        <Textarea
          label="Log"
          description="Paste it, or drop a file here. Secrets in it are masked before anything is stored."
          value={log.text}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
          error={problem ?? error}
          rows={12}
          spellCheck={false}
          classNames={{ input: classes.logText ?? "" }}
        />
      )}
      <FileButton
        onChange={(file) => void take(file)}
        accept=".log,.txt,.gz,text/plain"
        inputProps={{ "aria-label": "Log file" }}
      >
        {(props) => <Button {...props}>{log.file ? "Choose another file" : "Choose a file"}</Button>}
      </FileButton>
    </div>
  );
}

function GivenFile({ file, onRemove }: { file: NonNullable<OwnLog["file"]>; onRemove: () => void }) {
  return (
    <div className={classes.file}>
      <p>
        <b>{visibleText(file.name)}</b> · {formatBytes(file.bytes)} · {formatCount(file.lines, "line", "lines")}
      </p>
      <Button onClick={onRemove}>Remove</Button>
    </div>
  );
}
