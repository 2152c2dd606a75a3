import { Button, NativeSelect } from "@mantine/core";
import type { Stats } from "@pipewright/contract/dashboard";
import { Category } from "@pipewright/contract/diagnosis";
import { IncidentStatus } from "@pipewright/contract/incident";
import { CATEGORY_WORDS } from "../../lib/category-words.ts";
import { formatNumber } from "../../lib/format-number.ts";
import { STATUS_WORDS } from "../../lib/incident-status.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./filter-bar.module.css";
import { SearchField } from "./search-field.tsx";
import type { ListAddress } from "./use-list-address.ts";

interface Props {
  address: ListAddress;
  stats: Stats | undefined;
}

/** What the list shows: by text, repository, branch, kind of failure and status. */
export function FilterBar({ address, stats }: Props) {
  const { filter, isFiltered, setFilter } = address;
  const places = stats?.recent.places ?? [];
  const there = filter.repo === undefined ? places : places.filter(({ repo }) => repo === filter.repo);
  return (
    <search className={classes.bar}>
      <SearchField text={filter.q ?? ""} onChange={(q) => setFilter({ q: q || undefined })} />
      <NativeSelect
        aria-label="Filter by repository"
        size="xs"
        data={choices(
          "Any repository",
          filter.repo,
          places.map(({ repo }) => repo),
        )}
        value={filter.repo ?? ""}
        onChange={(event) => setFilter({ repo: event.currentTarget.value || undefined, branch: undefined })}
      />
      <NativeSelect
        aria-label="Filter by branch"
        size="xs"
        data={choices(
          "Any branch",
          filter.branch,
          there.flatMap(({ branches }) => branches),
        )}
        value={filter.branch ?? ""}
        onChange={(event) => setFilter({ branch: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        aria-label="Filter by category"
        size="xs"
        data={[
          { value: "", label: "Any category" },
          ...counted(Category.options, stats?.byCategory, (each) => CATEGORY_WORDS[each]),
        ]}
        value={filter.category ?? ""}
        onChange={(event) => setFilter({ category: Category.safeParse(event.currentTarget.value).data })}
      />
      <NativeSelect
        aria-label="Filter by status"
        size="xs"
        data={[
          { value: "", label: "Any status" },
          ...counted(IncidentStatus.options, stats?.byStatus, (each) => STATUS_WORDS[each].words),
        ]}
        value={filter.status ?? ""}
        onChange={(event) => setFilter({ status: IncidentStatus.safeParse(event.currentTarget.value).data })}
      />
      {isFiltered && (
        <Button size="xs" variant="subtle" color="gray" onClick={() => setFilter(NO_FILTER)}>
          Show all
        </Button>
      )}
    </search>
  );
}

const NO_FILTER = { q: undefined, repo: undefined, branch: undefined, category: undefined, status: undefined };

/** Each name once; the chosen one also when it is none of them. */
function choices(any: string, chosen: string | undefined, names: string[]) {
  const all = new Set([...(chosen === undefined ? [] : [chosen]), ...names]);
  return [{ value: "", label: any }, ...[...all].toSorted().map((value) => ({ value, label: visibleText(value) }))];
}

function counted<Name extends string>(
  names: readonly Name[],
  counts: { [Key in Name]?: number | undefined } | undefined,
  wordsOf: (name: Name) => string,
) {
  return names.map((value) => {
    const count = counts?.[value] ?? 0;
    return { value, label: count > 0 ? `${wordsOf(value)} (${formatNumber(count)})` : wordsOf(value) };
  });
}
