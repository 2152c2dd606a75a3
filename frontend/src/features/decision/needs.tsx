import type { ReactNode } from "react";
import classes from "./needs.module.css";

/** Short facts in a row, each with its name; takes no room when there is none. */
export function Needs({ children }: { children: ReactNode }) {
  return <dl className={classes.needs}>{children}</dl>;
}

export function Need({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.need}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
