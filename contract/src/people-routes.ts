import { z } from "zod";
import { CreatedPerson, NewPerson, Person, PersonName } from "./people.ts";
import type { Route } from "./route.ts";

/** Who may sign in, and what a repository's policy may say. */
export const PEOPLE_ROUTES = {
  listPeople: {
    method: "get",
    path: "/api/dashboard/people",
    tag: "session",
    summary: "List the people who may sign in, without their tokens",
    security: "session",
    responses: { 200: { description: "The people, the newest first", schema: z.array(Person) } },
    problems: [],
  },
  addPerson: {
    method: "post",
    path: "/api/dashboard/people",
    tag: "session",
    summary: "Let a person sign in; the token is shown this once. For the admin",
    security: "session",
    admin: true,
    body: NewPerson,
    responses: { 200: { description: "The person, with the token", schema: CreatedPerson } },
    problems: [400, 409, 413, 415, 422],
  },
  revokePerson: {
    method: "delete",
    path: "/api/dashboard/people/{name}",
    tag: "session",
    summary: "End a person's token and sessions at once. For the admin",
    security: "session",
    admin: true,
    params: z.object({ name: PersonName }),
    responses: { 200: { description: "The person, revoked", schema: Person } },
    problems: [404, 422],
  },
  getPolicySchema: {
    method: "get",
    path: "/api/policy/schema.json",
    tag: "system",
    summary: "Get the JSON Schema of .pipewright.yml, for editors",
    security: "none",
    responses: { 200: { description: "The schema", schema: z.record(z.string(), z.unknown()) } },
    problems: [],
  },
} as const satisfies Record<string, Route>;
