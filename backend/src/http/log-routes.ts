import { pipeline } from "node:stream/promises";
import { NotFoundError } from "@pipewright/contract/errors";
import type { LogHits, LogLines } from "@pipewright/contract/log";
import type { IncidentQueries } from "../incidents/incident-queries.ts";
import type { RouteHandlers } from "./route-handlers.ts";
import { whileConnected } from "./while-connected.ts";

type LogRoute = "getEventLog" | "getEventLogLines" | "searchEventLog";

/** The log of an incident: as a whole, by line, and by what it says. */
export function logRoutes(incidents: IncidentQueries): RouteHandlers<LogRoute> {
  async function found<T>(id: string, log: T | null): Promise<T> {
    if (log !== null) return log;
    const incident = await incidents.find(id);
    throw new NotFoundError(incident ? "This incident has no log (yet)." : "There is no such incident.");
  }

  return {
    async getEventLog({ params: { id } }, response) {
      const log = await found(id, await incidents.openLog(id));
      response.type("text/plain; charset=utf-8");
      await pipeline(log, response);
    },

    getEventLogLines({ params: { id }, query }, response) {
      return whileConnected(response, async (signal) => {
        response.json((await found(id, await incidents.readLog(id, query, signal))) satisfies LogLines);
      });
    },

    searchEventLog({ params: { id }, query }, response) {
      return whileConnected(response, async (signal) => {
        response.json((await found(id, await incidents.searchLog(id, query, signal))) satisfies LogHits);
      });
    },
  };
}
