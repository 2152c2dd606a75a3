import type { IncidentStatus, Verdict } from "@pipewright/contract/incident";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconHourglassHigh,
  IconProgress,
} from "@tabler/icons-react";
import { describeStatus, type Meaning } from "../lib/incident-status.ts";
import classes from "./status-label.module.css";

interface Props {
  status: IncidentStatus;
  verdict?: Verdict | undefined;
}

/** Status as colour, icon and word together. */
export function StatusLabel({ status, verdict }: Props) {
  const { words, meaning } = describeStatus(status, verdict);
  const Icon = ICONS[meaning];
  return (
    <span className={classes.label} data-meaning={meaning}>
      <Icon size={16} stroke={1.9} className={classes.icon} aria-hidden />
      {words}
    </span>
  );
}

const ICONS: Record<Meaning, typeof IconProgress> = {
  failing: IconAlertTriangle,
  proven: IconCircleCheck,
  waiting: IconHourglassHigh,
  working: IconProgress,
  rest: IconCircleMinus,
};
