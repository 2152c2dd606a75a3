import { ActionIcon } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconDownload, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { formatNumber } from "../../lib/format-number.ts";
import classes from "./run-output.module.css";

interface Props {
  title: string;
  isGrowing: boolean;
  isFollowing: boolean;
  onFollow: (isFollowing: boolean) => void;
  searched: string;
  matches: number;
  /** The match that is shown, from 0. */
  current: number | undefined;
  onSearch: (text: string) => void;
  onStep: (by: 1 | -1) => void;
  onSave: () => void;
}

/** Follow or pause, search, and download of what a run wrote. */
export function OutputTools({ title, isGrowing, isFollowing, onFollow, onSave, ...search }: Props) {
  const FollowIcon = isFollowing ? IconPlayerPause : IconPlayerPlay;
  const followWords = isFollowing ? "Pause: do not follow the end" : "Follow the end";
  return (
    <div className={classes.tools}>
      <OutputSearch title={title} {...search} />
      {isGrowing && (
        <ActionIcon aria-label={followWords} title={followWords} onClick={() => onFollow(!isFollowing)}>
          <FollowIcon size={16} stroke={1.7} aria-hidden />
        </ActionIcon>
      )}
      <ActionIcon aria-label={`Download the output: ${title}`} title="Download this output" onClick={onSave}>
        <IconDownload size={16} stroke={1.7} aria-hidden />
      </ActionIcon>
    </div>
  );
}

type SearchProps = Pick<Props, "title" | "searched" | "matches" | "current" | "onSearch" | "onStep">;

function OutputSearch({ title, searched, matches, current, onSearch, onStep }: SearchProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") onSearch("");
  };
  return (
    <search className={classes.search}>
      {/* The browser's own field: Mantine's would bring the code of forms into the first load of a proof. */}
      <input
        type="text"
        className={classes.field}
        aria-label={`Search the output: ${title}`}
        placeholder="Search this output"
        value={searched}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {searched !== "" && (
        <>
          <span role="status" className={classes.count}>
            {current === undefined ? "Not found" : `${formatNumber(current + 1)} of ${formatNumber(matches)}`}
          </span>
          <ActionIcon aria-label="Previous match" title="Previous match (Shift+Enter)" onClick={() => onStep(-1)}>
            <IconChevronUp size={16} stroke={1.7} aria-hidden />
          </ActionIcon>
          <ActionIcon aria-label="Next match" title="Next match (Enter)" onClick={() => onStep(1)}>
            <IconChevronDown size={16} stroke={1.7} aria-hidden />
          </ActionIcon>
        </>
      )}
    </search>
  );
}
