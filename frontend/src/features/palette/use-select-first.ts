import type { SpotlightStore } from "@mantine/spotlight";
import { useEffect } from "react";

/**
 * Marks the first entry once what was searched for has come, so that Enter opens it; unless a person has gone further down. The
 * library marks an entry with the attribute and counts with the store, but by itself only when something is typed.
 */
export function useSelectFirst(store: SpotlightStore, found: unknown): void {
  useEffect(() => {
    const { listId, selected } = store.getState();
    const list = document.getElementById(listId);
    const marked = list?.querySelector("[data-selected]");
    if (found === undefined || (marked && selected > 0)) return;
    marked?.removeAttribute("data-selected");
    list?.querySelector("[data-action]")?.setAttribute("data-selected", "true");
    store.setState({ ...store.getState(), selected: 0 });
  }, [found, store]);
}
