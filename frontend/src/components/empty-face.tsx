import type { ReactNode } from "react";
import classes from "./faces.module.css";

/** Nothing to show, and what to do about it. */
export function EmptyFace({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.face}>
      <p className={classes.title}>{title}</p>
      {children}
    </div>
  );
}
