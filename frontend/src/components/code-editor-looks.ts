import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The colours of the theme, so that light and dark come by themselves. */
export const CODE_COLOURS = HighlightStyle.define([
  { tag: tags.comment, color: "var(--mantine-color-dimmed)", fontStyle: "italic" },
  { tag: [tags.keyword, tags.meta], fontWeight: "600" },
  { tag: tags.string, color: "var(--pw-code-string)" },
  { tag: [tags.variableName, tags.definition(tags.variableName)], color: "var(--pw-code-variable)" },
  { tag: tags.inserted, color: "var(--pw-proven)" },
  { tag: tags.deleted, color: "var(--pw-failing)" },
]);

export const EDITOR_LOOKS = EditorView.theme({
  "&": {
    height: "min(320px, 45dvh)",
    border: "1px solid var(--mantine-color-default-border)",
    borderRadius: "6px",
    backgroundColor: "var(--pw-sunken)",
    color: "var(--mantine-color-text)",
    fontSize: "13px",
  },
  "&.cm-focused": { outline: "2px solid var(--pw-focus)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", lineHeight: "20px" },
  ".cm-gutters": {
    border: "none",
    backgroundColor: "transparent",
    color: "var(--mantine-color-dimmed)",
  },
  ".cm-content": { caretColor: "var(--mantine-color-text)" },
  ".cm-cursor": { borderLeftColor: "var(--mantine-color-text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--pw-focus) 30%, transparent)",
  },
  ".cm-specialChar": { color: "var(--pw-failing)" },
});
