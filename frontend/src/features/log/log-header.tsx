import { Button } from "@mantine/core";
import type { Incident } from "@pipewright/contract/incident";
import { Link } from "react-router";
import { KeyHint } from "../../components/key-hint.tsx";
import { problemMessage } from "../../lib/api-problem.ts";
import { formatBytes, formatCount } from "../../lib/format-number.ts";
import { incidentAddress } from "../../lib/incident-address.ts";
import { incidentPath } from "../../lib/incident-query.ts";
import type { LineRange } from "../../lib/line-range.ts";
import { useKey } from "../../lib/use-key.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./log-view.module.css";
import { COPIED_MAX_LINES, useCopyLines } from "./use-copy-lines.ts";
import type { LogAddress } from "./use-log-address.ts";

interface Props {
  incident: Incident;
  totalLines: number;
  selected: LineRange | undefined;
  address: LogAddress;
}

/** Whose log it is, how long it is, and what can be done with it. */
export function LogHeader({ incident, totalLines, selected, address }: Props) {
  const dropped = incident.log?.droppedBytes ?? 0;
  return (
    <header className={classes.header}>
      <h1 className={classes.title}>
        <Link to={incidentAddress(incident.id)}>{visibleText(incident.diagnosis?.title ?? incident.repo)}</Link>
      </h1>
      <p className={classes.size}>
        {formatCount(totalLines, "line", "lines")}
        {incident.log && `, ${formatBytes(incident.log.bytes)}`}
        {dropped > 0 && ` (${formatBytes(dropped)} left out of the middle)`}
      </p>
      <div className={classes.actions}>
        {selected && <CopyButton id={incident.id} selected={selected} showsTimes={address.showsTimes} />}
        <Button
          aria-pressed={address.showsTimes}
          title="Show when each line was written, where the log says so"
          onClick={address.toggleTimes}
        >
          Times
        </Button>
        <Button
          component="a"
          href={incidentPath(incident.id, "/log")}
          download={`pipewright-${incident.id}.log`}
          title="Download the whole log"
        >
          Download
        </Button>
      </div>
    </header>
  );
}

interface CopyProps {
  id: string;
  selected: LineRange;
  showsTimes: boolean;
}

function CopyButton({ id, selected, showsTimes }: CopyProps) {
  const copy = useCopyLines(id, showsTimes);
  const count = selected.last - selected.first + 1;
  const isTooLong = count > COPIED_MAX_LINES;
  useKey("c", () => copy.mutate(selected), !isTooLong);
  return (
    <>
      <span role="status" className={classes.note}>
        {copy.isSuccess && `Copied ${formatCount(copy.data, "line", "lines")}`}
        {copy.isError && problemMessage(copy.error)}
      </span>
      <Button
        aria-keyshortcuts="c"
        title={isTooLong ? `Too many lines to copy. Download the log.` : "Copy without the line numbers (c)"}
        rightSection={<KeyHint>c</KeyHint>}
        disabled={isTooLong}
        loading={copy.isPending}
        onClick={() => copy.mutate(selected)}
      >
        Copy {formatCount(count, "line", "lines")}
      </Button>
    </>
  );
}
