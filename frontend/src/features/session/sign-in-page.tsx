import { Button, PasswordInput, Title } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { ApiProblem, problemMessage } from "../../lib/api-problem.ts";
import { tokenIn } from "../../lib/sign-in-token.ts";
import classes from "./sign-in-page.module.css";
import { useSignIn } from "./use-sign-in.ts";

/** Asks for the token and says where to find it. The token of a sign-in link signs in by itself. */
export function SignInPage({ linkToken }: { linkToken: string | undefined }) {
  const [pasted, setPasted] = useState("");
  const { mutate, isPending, error } = useSignIn();

  useEffect(() => {
    if (linkToken) mutate(linkToken);
  }, [linkToken, mutate]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const token = tokenIn(pasted);
    if (token !== "") mutate(token);
  };

  return (
    <main className={classes.page}>
      <Title order={1} size="h3">
        Sign in to Pipewright
      </Title>
      <form onSubmit={submit} className={classes.form}>
        <PasswordInput
          label="Admin token or sign-in link"
          value={pasted}
          onChange={(event) => setPasted(event.currentTarget.value)}
          error={error ? signInProblem(error) : undefined}
          autoComplete="current-password"
          data-autofocus
          autoFocus
          required
          withAsterisk={false}
        />
        <Button type="submit" variant="filled" loading={isPending}>
          Sign in
        </Button>
      </form>
      <section className={classes.help} aria-labelledby="where-is-the-token">
        <h2 id="where-is-the-token">Where is the token?</h2>
        <ul>
          <li>
            In the terminal: <code>npm start</code> prints a sign-in link. Open it, or paste it here.
          </li>
          <li>
            In the data folder: the file <code>admin-token</code>. The folder is printed at the start, too.
          </li>
          <li>
            If you have set <code>PIPEWRIGHT_ADMIN_TOKEN</code>, it is that.
          </li>
        </ul>
      </section>
    </main>
  );
}

function signInProblem(thrown: unknown): string {
  if (thrown instanceof ApiProblem && thrown.status === 401) {
    return "This token is not the server's. Copy it again, whole, from the terminal or the file.";
  }
  return problemMessage(thrown);
}
