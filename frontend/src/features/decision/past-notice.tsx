import type { Incident } from "@pipewright/contract/incident";
import { IconHistory } from "@tabler/icons-react";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./notices.module.css";
import { warningWords } from "./similar-words.ts";

/** Says before anything else that what was done about this failure earlier did not hold. */
export function PastNotice({ incident: { similar, timeline } }: { incident: Incident }) {
  const isEscalated = timeline.some(({ kind }) => kind === "escalation");
  const warning = similar && warningWords(similar, isEscalated);
  if (!warning) return null;
  return (
    <section className={classes.notice} data-meaning="waiting" aria-label="Seen before, and not held">
      <IconHistory size={18} className={classes.icon} aria-hidden />
      <p className={classes.words}>
        <b>{warning.title}</b>: {visibleText(warning.words)}
      </p>
    </section>
  );
}
