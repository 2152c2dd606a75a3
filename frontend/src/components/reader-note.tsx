import classes from "./reader-note.module.css";

/** Stands where who may change something has a button: says why there is none. */
export function ReaderNote({ children }: { children: string }) {
  return <p className={classes.note}>You read here; {children}.</p>;
}
