import classes from "./key-hint.module.css";

/** The key of an action, shown inside its button. Hidden from assistive technology: `aria-keyshortcuts` says it there. */
export function KeyHint({ children }: { children: string }) {
  return (
    <kbd className={classes.key} aria-hidden>
      {children}
    </kbd>
  );
}
