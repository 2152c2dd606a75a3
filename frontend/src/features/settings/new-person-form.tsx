import { Button, NativeSelect, TextInput } from "@mantine/core";
import { PersonRole } from "@pipewright/contract/people";
import { type FormEvent, useState } from "react";
import { CopyBlock } from "../../components/copy-block.tsx";
import { problemMessage } from "../../lib/api-problem.ts";
import classes from "./keys-panel.module.css";
import { useAddPerson } from "./use-change-people.ts";

const ROLES: { value: PersonRole; label: string }[] = [
  { value: "approver", label: "Approver: answers" },
  { value: "viewer", label: "Viewer: only reads" },
];

/** Lets a person sign in, and shows their link this once. */
export function NewPersonForm() {
  const [name, setName] = useState("");
  const [role, setRole] = useState<PersonRole>("approver");
  const add = useAddPerson();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    add.mutate({ name: name.trim(), role });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.fields}>
        <TextInput
          label="Name of the person"
          placeholder="alice"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={add.isError && problemMessage(add.error)}
          maxLength={63}
          autoCapitalize="none"
          autoComplete="off"
          required
          withAsterisk={false}
        />
        <NativeSelect
          label="What they may do"
          data={ROLES}
          value={role}
          onChange={(event) => setRole(PersonRole.parse(event.currentTarget.value))}
        />
        <Button type="submit" loading={add.isPending}>
          Add a person
        </Button>
      </div>
      {add.data && (
        <div role="status" className={classes.made}>
          <p>
            The sign-in link of <b>{add.data.name}</b>. It is shown this once: send it to nobody else.
          </p>
          <CopyBlock label="sign-in link" text={`${location.origin}/?token=${encodeURIComponent(add.data.token)}`} />
        </div>
      )}
    </form>
  );
}
