import type { SpotlightStore } from "@mantine/spotlight";
import { useLayoutEffect } from "react";

/**
 * Keeps the first entry marked, so that Enter opens it at any moment; unless a person has gone further down. The library marks an
 * entry with the attribute and counts with the store, but only when something is typed: what is shown a moment later has no mark.
 */
export function useSelectFirst(store: SpotlightStore): void {
  // After every render, for each may have taken the marked entry away.
  useLayoutEffect(() => {
    const { listId, selected } = store.getState();
    const list = document.getElementById(listId);
    const marked = list?.querySelector("[data-selected]");
    const first = list?.querySelector("[data-action]");
    if (!first || first === marked || (marked && selected > 0)) return;
    marked?.removeAttribute("data-selected");
    first.setAttribute("data-selected", "true");
    if (selected !== 0) store.setState({ ...store.getState(), selected: 0 });
  });
}
