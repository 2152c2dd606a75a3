import { Button } from "@mantine/core";
import { formatNumber } from "../../lib/format-number.ts";
import classes from "./incidents-page.module.css";

/** New incidents wait behind this while a person points at the list or reads further down. */
export function NewIncidentsPill({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div className={classes.pill} role="status">
      {count > 0 && (
        <Button variant="filled" radius="xl" onClick={onShow}>
          Show {formatNumber(count)} new
        </Button>
      )}
    </div>
  );
}
