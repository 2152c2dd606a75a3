import { Button } from "@mantine/core";
import classes from "./incidents-page.module.css";

interface Props {
  page: number;
  pages: number;
  onChange: (page: number) => void;
}

/** Newer and older pages; nothing when one page holds all. */
export function Pager({ page, pages, onChange }: Props) {
  if (pages <= 1 && page === 1) return null;
  return (
    <nav className={classes.pager} aria-label="Pages">
      <span>
        Page {page} of {Math.max(pages, page)}
      </span>
      <span className={classes.pagerButtons}>
        <Button disabled={page <= 1} onClick={() => onChange(page - 1)}>
          Newer
        </Button>
        <Button disabled={page >= pages} onClick={() => onChange(page + 1)}>
          Older
        </Button>
      </span>
    </nav>
  );
}
