import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { problemMessage } from "../lib/api-problem.ts";
import classes from "./faces.module.css";

interface Props {
  problem: unknown;
  onRetry?: () => void;
}

/** What went wrong, in words, and the way out. */
export function ErrorFace({ problem, onRetry }: Props) {
  return (
    <div className={classes.face} role="alert" data-meaning="failing">
      <IconAlertTriangle size={18} className={classes.icon} aria-hidden />
      <p>{problemMessage(problem)}</p>
      {onRetry && <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}
