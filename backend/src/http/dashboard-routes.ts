import type { EventsPage, Stats } from "@pipewright/contract/dashboard";
import { NotFoundError } from "@pipewright/contract/errors";
import type { Incident } from "@pipewright/contract/incident";
import type { Accepted } from "@pipewright/contract/simulate";
import type { IncidentQueries } from "../incidents/incident-queries.ts";
import type { Orchestrator } from "../orchestrator/orchestrator.ts";
import type { RouteHandlers } from "./route-handlers.ts";

export interface DashboardDeps {
  orchestrator: Orchestrator;
  incidents: IncidentQueries;
  /** The change that an executed fix made, as a patch file; null when there is none. */
  renderPatch(incident: Incident): string | null;
}

type DashboardRoute = "getStats" | "listEvents" | "getEvent" | "getEventPatch" | "retryEvent" | "repeatEvent";

/** What people look at. */
export function dashboardRoutes({
  orchestrator,
  incidents,
  renderPatch,
}: DashboardDeps): RouteHandlers<DashboardRoute> {
  async function find(id: string): Promise<Incident> {
    const incident = await incidents.find(id);
    if (incident === null) throw new NotFoundError("There is no such incident.");
    return incident;
  }

  return {
    async getStats(_input, response) {
      response.json((await incidents.stats()) satisfies Stats);
    },

    async listEvents({ query }, response) {
      response.json((await incidents.list(query)) satisfies EventsPage);
    },

    async getEvent({ params }, response) {
      response.json(await find(params.id));
    },

    async getEventPatch({ params }, response) {
      const incident = await find(params.id);
      const patch = renderPatch(incident);
      if (patch === null) throw new NotFoundError("This incident has no patch: no fix was run, or it changed nothing.");
      response.attachment(`pipewright-${incident.id}.patch`);
      response.type("text/x-patch; charset=utf-8").send(patch);
    },

    async retryEvent({ params, by }, response) {
      await orchestrator.retry(params.id, by);
      response.status(202).json({ eventId: params.id });
    },

    async repeatEvent({ params, by }, response) {
      response.status(202).json((await orchestrator.repeat(params.id, by)) satisfies Accepted);
    },
  };
}
