import { VisuallyHidden } from "@mantine/core";

/** Stands for a dialog whose code is still loading; keys typed meanwhile start nothing on the page. */
export function DialogComing() {
  return (
    <VisuallyHidden role="status" data-dialog-coming>
      Opening
    </VisuallyHidden>
  );
}
