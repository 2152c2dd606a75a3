import { useEffectEvent, useLayoutEffect } from "react";

/** Calls `handler` when a person presses `key` (as in `KeyboardEvent.key`) and is not writing or in a dialog. */
export function useKey(key: string, handler: () => void, enabled = true): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== key || !isForThePage(event)) return;
    event.preventDefault();
    handler();
  });
  // With the frame that shows the button, not after it: a quick key must not be lost.
  useLayoutEffect(() => {
    if (!enabled) return;
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, [enabled]);
}

const TAKES_KEYS = 'input, textarea, select, [contenteditable="true"], [role="dialog"]';
/** A dialog that was asked for and is still loading: what is typed now is meant for it. */
const TAKES_ALL_KEYS = "[data-dialog-coming]";

function isForThePage(event: KeyboardEvent): boolean {
  const held = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
  const isTaken = event.target instanceof Element && event.target.closest(TAKES_KEYS) !== null;
  const isMeantForDialog = document.querySelector(TAKES_ALL_KEYS) !== null;
  return !held && !isTaken && !isMeantForDialog && !event.defaultPrevented;
}
