import { TextInput } from "@mantine/core";
import { useState } from "react";
import { problemMessage } from "../../lib/api-problem.ts";
import { SecretForm } from "./secret-form.tsx";
import { useCreateKey } from "./use-change-keys.ts";

/** Makes a key, and shows it this once. */
export function NewKeyForm() {
  const [repo, setRepo] = useState("");
  const [name, setName] = useState("");
  const create = useCreateKey();
  const { data } = create;
  const made = data && {
    words: (
      <>
        The key for <b>{data.repo}</b>. It is shown this once: keep it as the secret <code>PIPEWRIGHT_API_KEY</code> of
        the repository.
      </>
    ),
    label: "new key",
    text: data.key,
  };
  return (
    <SecretForm
      verb="Make a key"
      isPending={create.isPending}
      onSubmit={() => create.mutate({ repo: repo.trim(), ...(name.trim() !== "" && { name: name.trim() }) })}
      made={made}
    >
      <TextInput
        label="Repository of the key"
        placeholder="owner/name"
        value={repo}
        onChange={(event) => setRepo(event.currentTarget.value)}
        error={create.isError && problemMessage(create.error)}
        maxLength={255}
        required
        withAsterisk={false}
      />
      <TextInput
        label="Name of the key"
        placeholder="may stay empty"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
      />
    </SecretForm>
  );
}
