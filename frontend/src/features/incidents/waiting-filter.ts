import type { EventsFilter } from "./events-query.ts";

export const WAITING_FILTER: EventsFilter = { status: "awaiting_approval", page: 1, sort: "-risk" };
