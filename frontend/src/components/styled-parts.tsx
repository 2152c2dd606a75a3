import { Fragment } from "react";
import { markMatches } from "../lib/mark-matches.ts";
import type { TextPart, TextStyle } from "../lib/styled-text.ts";
import classes from "./styled-parts.module.css";

interface Props {
  parts: readonly TextPart[];
  /** What was searched for is marked. */
  searched?: string;
  /** The match that a person is at, from 0. */
  current?: number | undefined;
}

/** Terminal text in its colours, which both themes have their own of. */
export function StyledParts({ parts, searched = "", current }: Props) {
  return markMatches(parts, searched).map(({ text, style, match }, index) => {
    const shown = match === undefined ? text : <Match text={text} isCurrent={match === current} />;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
      <Fragment key={index}>{isPlain(style) ? shown : <Styled style={style}>{shown}</Styled>}</Fragment>
    );
  });
}

function Match({ text, isCurrent }: { text: string; isCurrent: boolean }) {
  return (
    <mark className={classes.match} data-current={isCurrent || undefined}>
      {text}
    </mark>
  );
}

function isPlain(style: TextStyle): boolean {
  return !Object.values(style).some(Boolean);
}

function Styled({ style, children }: { style: TextStyle; children: React.ReactNode }) {
  return (
    <span
      className={classes.part}
      data-colour={style.colour}
      data-back={style.back}
      data-bold={style.bold || undefined}
      data-dim={style.dim || undefined}
      data-italic={style.italic || undefined}
      data-underline={style.underline || undefined}
    >
      {children}
    </span>
  );
}
