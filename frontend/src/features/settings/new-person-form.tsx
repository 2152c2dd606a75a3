import { NativeSelect, TextInput } from "@mantine/core";
import { PersonRole } from "@pipewright/contract/people";
import { useState } from "react";
import { problemMessage } from "../../lib/api-problem.ts";
import { SecretForm } from "./secret-form.tsx";
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
  const { data } = add;
  const made = data && {
    words: (
      <>
        The sign-in link of <b>{data.name}</b>. It is shown this once: send it to nobody else.
      </>
    ),
    label: "sign-in link",
    text: `${location.origin}/?token=${encodeURIComponent(data.token)}`,
  };
  return (
    <SecretForm
      verb="Add a person"
      isPending={add.isPending}
      onSubmit={() => add.mutate({ name: name.trim(), role })}
      made={made}
    >
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
    </SecretForm>
  );
}
