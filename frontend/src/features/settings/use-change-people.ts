import { CreatedPerson, type NewPerson } from "@pipewright/contract/people";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteResource, postJson } from "../../lib/api-client.ts";
import { peopleQuery } from "./people-query.ts";

/** Lets a person sign in. Its answer is the only place where the token can be read. */
export function useAddPerson() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (person: NewPerson) => postJson("/api/dashboard/people", person, CreatedPerson),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
}

/** Signs a person out everywhere, for good. */
export function useRevokePerson() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => deleteResource(`/api/dashboard/people/${encodeURIComponent(name)}`),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  });
}
