import { useSearchParams } from "react-router";
import { filterParams, type IncidentFilter, readFilter } from "../../lib/incident-filter.ts";

export interface ListAddress {
  filter: IncidentFilter;
  isFiltered: boolean;
  page: number;
  /** Changes a part of the filter and goes to its first page. */
  setFilter(change: IncidentFilter): void;
  setPage(page: number): void;
}

/** Filter and page of the list, as the address says: `/?repo=acme/shop&page=2`. What it does not understand it ignores. */
export function useListAddress(): ListAddress {
  const [params, setParams] = useSearchParams();
  const filter = readFilter(params);
  const page = Number(params.get("page") ?? 1);
  return {
    filter,
    isFiltered: Object.keys(filterParams(filter)).length > 0,
    page: Number.isInteger(page) && page >= 1 ? page : 1,
    // Each letter of a search is no place to go back to.
    setFilter: (change) =>
      setParams(filterParams({ ...filter, ...change }), { replace: "q" in change, preventScrollReset: true }),
    setPage: (next) => setParams({ ...filterParams(filter), page: String(next) }),
  };
}
