import { type ReactNode, useId } from "react";
import classes from "./panel.module.css";

interface Props {
  title: string;
  /** Facts beside the title. */
  detail?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Content that draws its own edges, as code and tables do. */
  flush?: boolean;
}

/** A titled part of a page. */
export function Panel({ title, detail, actions, children, flush = false }: Props) {
  const titleId = useId();
  return (
    <section className={classes.panel} aria-labelledby={titleId}>
      <header className={classes.header}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {detail && <div className={classes.detail}>{detail}</div>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
