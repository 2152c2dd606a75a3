import { VisuallyHidden } from "@mantine/core";
import type { SpotlightStore } from "@mantine/spotlight";
import { useEffect, useState } from "react";

/**
 * Says which entry Enter would open. The focus stays in the search field while the arrow keys move the mark, so a screen reader
 * hears of it only here. To be placed behind the list, which the library marks in the document alone.
 */
export function SelectedWords({ store }: { store: SpotlightStore }) {
  const [words, setWords] = useState("");
  useEffect(() => {
    const list = document.getElementById(store.getState().listId);
    if (!list) return;
    const tell = () => setWords(list.querySelector("[data-selected]")?.textContent ?? "");
    const observer = new MutationObserver(tell);
    observer.observe(list, { subtree: true, childList: true, attributeFilter: ["data-selected"] });
    tell();
    return () => observer.disconnect();
  }, [store]);
  return <VisuallyHidden role="status">{words}</VisuallyHidden>;
}
