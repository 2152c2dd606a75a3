import { useQuery } from "@tanstack/react-query";
import { EmptyFace } from "../../components/empty-face.tsx";
import { ErrorFace } from "../../components/error-face.tsx";
import { LoadingFace } from "../../components/loading-face.tsx";
import { Panel } from "../../components/panel.tsx";
import { useRole } from "../../lib/use-role.ts";
import { AdminsOnly } from "./admins-only.tsx";
import { KeyRow } from "./key-row.tsx";
import classes from "./keys-panel.module.css";
import { keysQuery } from "./keys-query.ts";
import { NewKeyForm } from "./new-key-form.tsx";

/** The keys that pipelines report their runs with. */
export function KeysPanel() {
  const role = useRole();
  return (
    <Panel title="API keys" detail="Pipelines report their runs with them, each for one repository" flush>
      {role === "admin" ? <NewKeyForm /> : <AdminsOnly what="makes and revokes keys" />}
      <Keys />
    </Panel>
  );
}

function Keys() {
  const { data: keys, isError, error, refetch } = useQuery(keysQuery);
  if (keys === undefined) {
    if (isError) return <ErrorFace problem={error} onRetry={() => void refetch()} />;
    return <LoadingFace words="Reading the keys" />;
  }
  if (keys.length === 0) return <EmptyFace title="No key was made yet" />;
  return (
    <ul className={classes.keys} aria-label="API keys">
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} />
      ))}
    </ul>
  );
}
