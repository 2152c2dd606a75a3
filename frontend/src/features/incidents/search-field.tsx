import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./filter-bar.module.css";

const PAUSE_MS = 300;
const TEXT_MAX_CHARACTERS = 200;

/** Looks for what is typed once the typing pauses. `text` is what the list is filtered by now. */
export function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const [draft, setDraft] = useState(text);
  const [known, setKnown] = useState(text);
  const tell = useDebouncedCallback((typed: string) => {
    setKnown(typed);
    onChange(typed);
  }, PAUSE_MS);
  // The address has changed by itself: by a link, or by going back.
  if (text !== known) {
    setKnown(text);
    setDraft(text);
  }
  return (
    <TextInput
      aria-label="Find in title, repository, branch or commit"
      placeholder="Find"
      type="search"
      size="xs"
      className={classes.search ?? ""}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={draft}
      maxLength={TEXT_MAX_CHARACTERS}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        tell(event.currentTarget.value.trim());
      }}
    />
  );
}
