import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import "@mantine/core/styles/ScrollArea.layer.css";
import "@mantine/spotlight/styles.layer.css";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { problemMessage } from "../../lib/api-problem.ts";
import { findIncidentsQuery } from "./find-incidents-query.ts";
import { FoundIncidents } from "./found-incidents.tsx";
import classes from "./palette.module.css";
import { SelectedWords } from "./selected-words.tsx";
import { useSelectFirst } from "./use-select-first.ts";

/** Something that a person can go to or do. */
export interface PaletteEntry {
  words: string;
  key?: string;
  run(): void;
}

interface Props {
  /** Counts how often the palette was asked for; each opens it. */
  wish: number;
  pages: PaletteEntry[];
  actions: PaletteEntry[];
}

const PAUSE_MS = 150;
const [store, palette] = createSpotlight();

/** Finds pages, actions and incidents by what is typed. */
export function Palette({ wish, pages, actions }: Props) {
  const [text, setText] = useState("");
  const [searched] = useDebouncedValue(text.trim(), PAUSE_MS);
  const found = useQuery(findIncidentsQuery(searched));
  const navigate = useNavigate();
  // biome-ignore lint/correctness/useExhaustiveDependencies: being asked again is the reason to open
  useEffect(palette.open, [wish]);
  useSelectFirst(store);

  const fits = ({ words }: PaletteEntry) => words.toLowerCase().includes(text.trim().toLowerCase());
  const groups = [
    { label: "Pages", entries: pages.filter(fits) },
    { label: "Actions", entries: actions.filter(fits) },
  ];
  const total = found.data?.total ?? 0;
  const isEmpty = total === 0 && groups.every(({ entries }) => entries.length === 0);
  return (
    <Spotlight.Root
      store={store}
      query={text}
      onQueryChange={setText}
      shortcut={null}
      scrollable
      maxHeight="70vh"
      overlayProps={{ backgroundOpacity: 0.5, blur: 0 }}
      transitionProps={{ duration: 0 }}
      classNames={{ content: classes.content ?? "", action: classes.action ?? "" }}
      aria-label="Find a page, an action or an incident"
    >
      <Spotlight.Search
        aria-label="Find a page, an action or an incident"
        placeholder="Find a page, an action or an incident"
        leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups.map(({ label, entries }) => (
          <Entries key={label} label={label} entries={entries} />
        ))}
        {found.data && (
          <FoundIncidents
            page={found.data}
            isSearched={searched !== ""}
            onOpen={navigate}
            onShowAll={() => navigate(`/?${new URLSearchParams({ q: searched })}`)}
          />
        )}
        {found.isError && <Spotlight.Empty role="alert">{problemMessage(found.error)}</Spotlight.Empty>}
        {isEmpty && !found.isError && (
          <Spotlight.Empty>{found.isFetching ? "Looking" : "Nothing here has that name"}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
      <SelectedWords store={store} />
    </Spotlight.Root>
  );
}

function Entries({ label, entries }: { label: string; entries: PaletteEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={label}>
      {entries.map(({ words, key, run }) => (
        <Spotlight.Action key={words} label={words} rightSection={key && <kbd>{key}</kbd>} onClick={run} />
      ))}
    </Spotlight.ActionsGroup>
  );
}
