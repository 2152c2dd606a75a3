import { defaultKeymap, history, historyKeymap, insertTab } from "@codemirror/commands";
import { StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { diff } from "@codemirror/legacy-modes/mode/diff";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { useEffect, useEffectEvent, useRef } from "react";
import { HIDDEN_CHARACTERS } from "../lib/visible-text.ts";
import { CODE_COLOURS, EDITOR_LOOKS } from "./code-editor-looks.ts";

export type CodeKind = "script" | "patch";

interface Props {
  label: string;
  /** Id of the words that say how to leave the editor. */
  describedBy: string;
  kind: CodeKind;
  /** What is there at first; afterwards the editor holds the text. */
  initial: string;
  onChange: (text: string) => void;
}

/** An editor with syntax colours and undo. Tab writes a tab, as patches need them; Escape and then Tab leaves. */
export function CodeEditor({ label, describedBy, kind, initial, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const tellChange = useEffectEvent(onChange);
  const first = useRef(initial);

  useEffect(() => {
    if (!place.current) return;
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          // Carriage returns stay, and show: a patch for a file with CRLF needs them.
          EditorState.lineSeparator.of("\n"),
          lineNumbers(),
          history(),
          drawSelection(),
          highlightSpecialChars({ addSpecialChars: HIDDEN_CHARACTERS }),
          StreamLanguage.define(LANGUAGES[kind]),
          syntaxHighlighting(CODE_COLOURS),
          EDITOR_LOOKS,
          kind === "script" ? EditorView.lineWrapping : [],
          keymap.of([{ key: "Tab", run: insertTab }, ...historyKeymap, ...defaultKeymap]),
          EditorView.contentAttributes.of({ ...ATTRIBUTES, "aria-label": label, "aria-describedby": describedBy }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) tellChange(update.state.sliceDoc());
          }),
        ],
      }),
    });
    view.focus();
    return () => view.destroy();
  }, [kind, label, describedBy]);

  return <div ref={place} />;
}

const LANGUAGES = { script: shell, patch: diff };

/** Escape belongs to the editor: it must not close the dialog and throw the text away. */
const ATTRIBUTES = { "data-mantine-stop-propagation": "true", spellcheck: "false", autocapitalize: "off" };
