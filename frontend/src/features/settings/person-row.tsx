import { Button } from "@mantine/core";
import type { Person } from "@pipewright/contract/people";
import { useId, useState } from "react";
import { ProblemNote } from "../../components/problem-note.tsx";
import { RelativeTime } from "../../components/relative-time.tsx";
import { useRole } from "../../lib/use-role.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./keys-panel.module.css";
import { useRevokePerson } from "./use-change-people.ts";

/** One person: what they may do, when they were here, and the way to end it, which asks once more. */
export function PersonRow({ person }: { person: Person }) {
  const { name, role, revokedAt } = person;
  const isAdmin = useRole() === "admin";
  const [isAsked, setIsAsked] = useState(false);
  const revoke = useRevokePerson();
  const nameId = useId();
  const words = isAsked ? "Revoke for good" : "Revoke";
  return (
    <li className={classes.key} aria-labelledby={nameId} data-revoked={revokedAt !== undefined}>
      <b id={nameId}>{visibleText(name)}</b>
      <span>{role}</span>
      <span className={classes.use}>
        <PersonUse person={person} />
      </span>
      {revokedAt === undefined && isAdmin && (
        <Button
          aria-label={`${words}: ${name}`}
          loading={revoke.isPending}
          onClick={() => (isAsked ? revoke.mutate(name) : setIsAsked(true))}
          onBlur={() => setIsAsked(false)}
        >
          {words}
        </Button>
      )}
      {revoke.isError && <ProblemNote problem={revoke.error} className={classes.problem} />}
    </li>
  );
}

function PersonUse({ person: { createdAt, lastUsedAt, revokedAt } }: { person: Person }) {
  const [words, at] = revokedAt
    ? (["Revoked", revokedAt] as const)
    : lastUsedAt
      ? (["Last seen", lastUsedAt] as const)
      : (["Never signed in, added", createdAt] as const);
  return (
    <>
      {words} <RelativeTime at={at} />
    </>
  );
}
