import { APPROVAL_ROUTES } from "./approval-routes.ts";
import { DASHBOARD_ROUTES } from "./dashboard-routes.ts";
import { INTAKE_ROUTES } from "./intake-routes.ts";
import { PEOPLE_ROUTES } from "./people-routes.ts";
import { SYSTEM_ROUTES } from "./system-routes.ts";

/** Every HTTP route there is. The server is mounted from this table and OpenAPI is generated from it. */
export const ROUTES = { ...INTAKE_ROUTES, ...DASHBOARD_ROUTES, ...APPROVAL_ROUTES, ...PEOPLE_ROUTES, ...SYSTEM_ROUTES };

export type RouteName = keyof typeof ROUTES;
