import { type RefObject, useState } from "react";
import { useNavigate } from "react-router";
import { useKey } from "../../lib/use-key.ts";
import type { QueueRow } from "./hold-rows.ts";
import { stepTo } from "./step-to.ts";
import type { QueueAddress } from "./use-queue-address.ts";

interface Options {
  rows: QueueRow[];
  address: QueueAddress;
  list: RefObject<HTMLElement | null>;
  /** Whether a step opens what it comes to; else it only takes the focus there, and Enter opens it. */
  opens: boolean;
}

/** `j` and `k` go down and up the queue. */
export function useQueueKeys({ rows, address, list, opens }: Options): void {
  const navigate = useNavigate();
  const openAt = rows.findIndex(({ approval }) => approval.incident.id === address.openId);
  const lastAt = useLastPlace(openAt);

  const go = (step: 1 | -1): void => {
    const links = [...(list.current?.querySelectorAll("a") ?? [])];
    const at = opens ? openAt : links.findIndex((link) => link.matches(":focus"));
    const next = stepTo(rows.length, at, opens ? lastAt : 0, step);
    if (next === undefined) return;
    links[next]?.focus();
    const row = rows[next];
    if (opens && row) navigate(address.rowAddress(row.approval.incident.id), { replace: true });
  };
  useKey("j", () => go(1));
  useKey("k", () => go(-1));
}

/** The last place that was one. */
function useLastPlace(at: number): number {
  const [lastAt, setLastAt] = useState(0);
  if (at !== -1 && at !== lastAt) setLastAt(at);
  return lastAt;
}
