import { ActionIcon, TextInput } from "@mantine/core";
import type { LogHits } from "@pipewright/contract/log";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { problemMessage } from "../../lib/api-problem.ts";
import { formatNumber } from "../../lib/format-number.ts";
import { countUpTo, type Direction } from "../../lib/next-hit.ts";
import { useKey } from "../../lib/use-key.ts";
import classes from "./log-view.module.css";

const SEARCHED_MAX_CHARACTERS = 200;

interface Props {
  searched: string;
  hits: LogHits | undefined;
  isSearching: boolean;
  problem: unknown;
  /** The line that the address points to. */
  selected: number | undefined;
  onSearch: (text: string) => void;
  onStep: (direction: Direction) => void;
  /** The person is done with the field. */
  onLeave: () => void;
}

/** Searches the whole log: Enter finds and goes on, Shift+Enter goes back, Escape leaves. */
export function SearchBox({ searched, hits, isSearching, problem, selected, onSearch, onStep, onLeave }: Props) {
  const [typed, setTyped] = useState(searched);
  const field = useRef<HTMLInputElement>(null);
  useKey("/", () => field.current?.select());

  const go = (direction: Direction): void => {
    if (typed !== searched) onSearch(typed);
    else if (typed !== "") onStep(direction);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") go(event.shiftKey ? "backward" : "forward");
    if (event.key === "Escape") onLeave();
  };
  return (
    <search className={classes.search}>
      <TextInput
        ref={field}
        className={classes.field}
        aria-label="Search the log"
        aria-keyshortcuts="/"
        title="Search the log (/)"
        placeholder="Search the log"
        value={typed}
        maxLength={SEARCHED_MAX_CHARACTERS}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ActionIcon aria-label="Previous hit" title="Previous hit (Shift+Enter)" onClick={() => go("backward")}>
        <IconChevronUp size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label="Next hit" title="Next hit (Enter)" onClick={() => go("forward")}>
        <IconChevronDown size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
      <p className={classes.count} role="status" aria-label="Search">
        {problem ? problemMessage(problem) : countWords(searched, hits, isSearching, selected)}
      </p>
    </search>
  );
}

/** `3 of 17`, `10 000+ lines`. */
function countWords(
  searched: string,
  hits: LogHits | undefined,
  isSearching: boolean,
  selected: number | undefined,
): string {
  if (searched === "") return "";
  if (!hits) return isSearching ? "Searching" : "";
  if (hits.lines.length === 0) return "No line has this";
  const all = `${formatNumber(hits.lines.length)}${hits.next === null ? "" : "+"}`;
  const place = selected === undefined ? 0 : countUpTo(hits.lines, selected);
  const isAtHit = place > 0 && hits.lines[place - 1] === selected;
  return isAtHit ? `${formatNumber(place)} of ${all}` : `${all} ${hits.lines.length === 1 ? "line" : "lines"}`;
}
