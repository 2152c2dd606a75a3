import type { CreatedPerson, Person } from "@pipewright/contract/people";
import { policyJsonSchema } from "@pipewright/contract/policy-schema";
import type { People } from "../access/people.ts";
import type { RouteHandlers } from "./route-handlers.ts";

/** Who may sign in, and what a policy file may say. */
export function peopleRoutes(
  people: Pick<People, "add" | "list" | "revoke">,
): RouteHandlers<"listPeople" | "addPerson" | "revokePerson" | "getPolicySchema"> {
  return {
    async listPeople(_input, response) {
      response.json((await people.list()) satisfies Person[]);
    },

    async addPerson({ body, by }, response) {
      response.json((await people.add({ ...body, by })) satisfies CreatedPerson);
    },

    async revokePerson({ params }, response) {
      response.json((await people.revoke(params.name)) satisfies Person);
    },

    getPolicySchema(_input, response) {
      response.json(policyJsonSchema());
    },
  };
}
