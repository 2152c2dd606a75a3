import { Link } from "react-router";
import { SOURCES, type Source, sourceAddress } from "./simulate-address.ts";
import classes from "./simulate-page.module.css";

const WORDS: Record<Source, string> = {
  examples: "An example",
  log: "Your own log",
  chat: "Describe it",
};

export function SourceTabs({ source }: { source: Source }) {
  return (
    <nav className={classes.tabs} aria-label="Where the failure comes from">
      {SOURCES.map((each) => (
        <Link
          key={each}
          to={sourceAddress(each)}
          className={classes.tab}
          aria-current={each === source ? "page" : undefined}
        >
          {WORDS[each]}
        </Link>
      ))}
    </nav>
  );
}
