import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { problemMessage } from "../lib/api-problem.ts";
import { formatCount } from "../lib/format-number.ts";
import type { LogContext } from "../lib/use-log-context.ts";
import classes from "./evidence-lines.module.css";

/** Shows more of the log around an excerpt. Not there at the end of the log. */
export function UnfoldButton({ side, context }: { side: "before" | "after"; context: LogContext }) {
  const { more, isLoading, problem, unfold } = context;
  if (more === 0 && !problem) return null;
  const Icon = side === "before" ? IconChevronUp : IconChevronDown;
  return (
    <UnstyledButton className={classes.unfold} onClick={unfold} aria-busy={isLoading}>
      <Icon size={16} stroke={1.7} aria-hidden />
      {problem ? `${problemMessage(problem)} Try again` : `Show ${formatCount(more, "line", "lines")} ${side}`}
    </UnstyledButton>
  );
}
