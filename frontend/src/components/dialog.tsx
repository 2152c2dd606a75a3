import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./dialog.module.css";

interface Props {
  opened: boolean;
  title: string;
  onClose: () => void;
  /** For code, which wants wide lines. */
  isWide?: boolean;
  /** A slip of the pointer beside the dialog must not throw away what was written in it. */
  keepsWork?: boolean;
  children: ReactNode;
}

/** A question or a help text above the page; Escape closes it. */
export function Dialog({ opened, title, onClose, isWide = false, keepsWork = false, children }: Props) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={!keepsWork}
      size={isWide ? "xl" : "md"}
      centered
      classNames={{ content: classes.content }}
    >
      <Modal.Overlay backgroundOpacity={0.5} />
      <Modal.Content>
        <div className={classes.header}>
          <Modal.Title className={classes.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
