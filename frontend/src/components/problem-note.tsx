import { problemMessage } from "../lib/api-problem.ts";
import classes from "./problem-note.module.css";

interface Props {
  problem: unknown;
  /** Where it stands; how it looks is the same everywhere. */
  className?: string | undefined;
}

/** Why something that was asked for did not happen, beside what asked for it. */
export function ProblemNote({ problem, className = "" }: Props) {
  return (
    <p role="alert" className={`${classes.note} ${className}`}>
      {problemMessage(problem)}
    </p>
  );
}
