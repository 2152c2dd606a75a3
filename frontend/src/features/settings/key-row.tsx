import { Button } from "@mantine/core";
import type { ApiKey } from "@pipewright/contract/api-keys";
import { useId, useState } from "react";
import { ProblemNote } from "../../components/problem-note.tsx";
import { RelativeTime } from "../../components/relative-time.tsx";
import { useRole } from "../../lib/use-role.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./keys-panel.module.css";
import { useRevokeKey } from "./use-change-keys.ts";

/** One key: whose it is, when it was used, and the way to end it, which asks once more. */
export function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { id, repo, name, revokedAt } = apiKey;
  const role = useRole();
  const [isAsked, setIsAsked] = useState(false);
  const revoke = useRevokeKey();
  const repoId = useId();
  const words = isAsked ? "Revoke for good" : "Revoke";
  return (
    <li className={classes.key} aria-labelledby={repoId} data-revoked={revokedAt !== undefined}>
      <b id={repoId}>{visibleText(repo)}</b>
      <span>{visibleText(name ?? "")}</span>
      <span className={classes.use}>
        <KeyUse apiKey={apiKey} />
      </span>
      {revokedAt === undefined && role === "admin" && (
        <Button
          aria-label={visibleText(`${words}: the key ${id} for ${repo}`)}
          loading={revoke.isPending}
          onClick={() => (isAsked ? revoke.mutate(id) : setIsAsked(true))}
          onBlur={() => setIsAsked(false)}
        >
          {words}
        </Button>
      )}
      {revoke.isError && <ProblemNote problem={revoke.error} className={classes.problem} />}
    </li>
  );
}

function KeyUse({ apiKey: { createdAt, lastUsedAt, revokedAt } }: { apiKey: ApiKey }) {
  const [words, at] = revokedAt
    ? (["Revoked", revokedAt] as const)
    : lastUsedAt
      ? (["Last used", lastUsedAt] as const)
      : (["Never used, made", createdAt] as const);
  return (
    <>
      {words} <RelativeTime at={at} />
    </>
  );
}
