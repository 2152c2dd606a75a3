import type { TimelineEntry } from "@pipewright/contract/incident";
import { Panel } from "../../components/panel.tsx";
import { RelativeTime } from "../../components/relative-time.tsx";
import { visibleText } from "../../lib/visible-text.ts";
import { withoutIds } from "../../lib/without-ids.ts";
import { effortWords } from "./effort-words.ts";
import { entryMeaning } from "./entry-meaning.ts";
import classes from "./timeline-panel.module.css";

/** What happened, the oldest first. */
export function TimelinePanel({ entries }: { entries: TimelineEntry[] }) {
  return (
    <Panel title="Timeline">
      <ol className={classes.entries} aria-live="polite" aria-relevant="additions">
        {entries.map((entry) => (
          <li key={entry.n} className={classes.entry} data-meaning={entryMeaning(entry)}>
            <span className={classes.words} title={visibleText(entry.message)}>
              {visibleText(withoutIds(entry.message))}
            </span>
            <span className={classes.when}>
              {effortWords(entry).map((words) => `${words} · `)}
              <RelativeTime at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
      {entries.length === 0 && <p>Nothing has happened yet.</p>}
    </Panel>
  );
}
