import { useQuery } from "@tanstack/react-query";
import { EmptyFace } from "../../components/empty-face.tsx";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { Panel } from "../../components/panel.tsx";
import { useRole } from "../../lib/use-role.ts";
import { AdminsOnly } from "./admins-only.tsx";
import { NewPersonForm } from "./new-person-form.tsx";
import { peopleQuery } from "./people-query.ts";
import { PersonRow } from "./person-row.tsx";

/** Who may sign in besides the admin. */
export function PeoplePanel() {
  const role = useRole();
  return (
    <Panel title="People" detail="Each signs in with a link of their own, and answers in their own name" flush>
      {role === "admin" ? <NewPersonForm /> : <AdminsOnly what="adds and revokes people" />}
      <People />
    </Panel>
  );
}

function People() {
  const { data: people, isError, error, refetch } = useQuery(peopleQuery);
  if (people === undefined) {
    if (isError) return <ErrorFace problem={error} onRetry={() => void refetch()} />;
    return <LoadingFace words="Reading who may sign in" />;
  }
  if (people.length === 0) return <EmptyFace title="Only the admin may sign in" />;
  return (
    <ul aria-label="People">
      {people.map((person) => (
        <PersonRow key={`${person.name} ${person.createdAt}`} person={person} />
      ))}
    </ul>
  );
}
