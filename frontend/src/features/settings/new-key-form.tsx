import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { CopyBlock } from "../../components/copy-block.tsx";
import { problemMessage } from "../../lib/api-problem.ts";
import classes from "./keys-panel.module.css";
import { useCreateKey } from "./use-change-keys.ts";

/** Makes a key, and shows it this once. */
export function NewKeyForm() {
  const [repo, setRepo] = useState("");
  const [name, setName] = useState("");
  const create = useCreateKey();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate({ repo: repo.trim(), ...(name.trim() !== "" && { name: name.trim() }) });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.fields}>
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
        <Button type="submit" loading={create.isPending}>
          Make a key
        </Button>
      </div>
      {create.data && (
        <div role="status" className={classes.made}>
          <p>
            The key for <b>{create.data.repo}</b>. It is shown this once: keep it as the secret{" "}
            <code>PIPEWRIGHT_API_KEY</code> of the repository.
          </p>
          <CopyBlock label="new key" text={create.data.key} />
        </div>
      )}
    </form>
  );
}
