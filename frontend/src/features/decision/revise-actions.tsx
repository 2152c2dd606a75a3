import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Fix } from "@pipewright/contract/fix";
import type { Incident } from "@pipewright/contract/incident";
import { lazy, Suspense } from "react";
import { DialogComing } from "../../components/dialog-coming.tsx";
import { KeyHint } from "../../components/key-hint.tsx";
import { useKey } from "../../lib/use-key.ts";
import { useRole } from "../../lib/use-role.ts";
import { useRevise } from "./use-revise.ts";

const AskDialog = lazy(async () => ({ default: (await import("./ask-dialog.tsx")).AskDialog }));
const EditDialog = lazy(async () => ({ default: (await import("./edit-dialog.tsx")).EditDialog }));

interface Props {
  incident: Incident;
  fix: Fix;
}

/** The two ways to another fix than the one that is shown: to ask for it, and to write it. None for who only reads. */
export function ReviseActions(props: Props) {
  return useRole() === "viewer" ? null : <Actions {...props} />;
}

function Actions({ incident, fix }: Props) {
  const [isAsking, ask] = useDisclosure(false);
  const [isEditing, edit] = useDisclosure(false);
  const revise = useRevise(incident);
  const open = (dialog: { open: () => void }) => (): void => {
    revise.reset();
    dialog.open();
  };
  useKey("n", open(ask));
  useKey("e", open(edit));

  const editWords = fix.script === undefined && fix.patch === undefined ? "Write a script" : "Edit";
  return (
    <>
      <Button
        rightSection={<KeyHint>n</KeyHint>}
        aria-keyshortcuts="n"
        title="Ask for another fix (n)"
        onClick={open(ask)}
      >
        Ask for another fix
      </Button>
      <Button rightSection={<KeyHint>e</KeyHint>} aria-keyshortcuts="e" title={`${editWords} (e)`} onClick={open(edit)}>
        {editWords}
      </Button>
      <Suspense fallback={<DialogComing />}>
        {isAsking && <AskDialog revise={revise} onClose={ask.close} />}
        {isEditing && <EditDialog revise={revise} fix={fix} onClose={edit.close} />}
      </Suspense>
    </>
  );
}
