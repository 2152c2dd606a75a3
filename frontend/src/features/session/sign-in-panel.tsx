import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Panel } from "../../components/panel.tsx";
import { sessionQuery } from "../../lib/session-query.ts";
import { visibleText } from "../../lib/visible-text.ts";
import classes from "./sign-in-panel.module.css";
import { useSignOut } from "./use-sign-out.ts";

/** As whom this browser is signed in, and the way out. */
export function SignInPanel() {
  const { data } = useQuery(sessionQuery);
  const signOut = useSignOut();
  return (
    <Panel title="Sign-in">
      <div className={classes.line}>
        <p>
          This browser is signed in
          {data?.by && (
            <>
              {" as "}
              <b>{visibleText(data.by)}</b>
            </>
          )}
          . The token is kept in a cookie that no script can read.
        </p>
        <Button loading={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out here
        </Button>
      </div>
    </Panel>
  );
}
