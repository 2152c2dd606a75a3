import { oneLine } from "./one-line.ts";

export interface PatchFacts {
  /** First line of the commit message. */
  subject: string;
  /** Paragraphs of its body. */
  body: readonly string[];
  /** `git diff` output. */
  diff: string;
  date: Date;
}

const AUTHOR = "Pipewright <pipewright@localhost>";
/** `git format-patch` writes it for every commit; mail tools know the format by it. */
const MAGIC_DATE = "Mon Sep 17 00:00:00 2001";

/** The change as a mail that `git am` takes. What comes from outside cannot end a header or begin the diff. */
export function renderPatch({ subject, body, diff, date }: PatchFacts): string {
  const message = body
    .map((paragraph) =>
      paragraph
        .split(/\r\n|\n|\r/)
        .map(bodyLine)
        .join("\n"),
    )
    .join("\n\n");
  return [
    `From ${"0".repeat(40)} ${MAGIC_DATE}`,
    `From: ${AUTHOR}`,
    `Date: ${date.toUTCString().replace("GMT", "+0000")}`,
    `Subject: [PATCH] ${encodeHeader(oneLine(subject))}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
    "",
    message,
    "---",
    diff.endsWith("\n") ? `${diff}-- ` : `${diff}\n-- `,
    "Pipewright",
    "",
  ].join("\n");
}

/** RFC 2047 for what is not ASCII. */
function encodeHeader(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text, "utf8").toString("base64")}?=`;
}

/** `git am` takes such lines for the end of the message. */
function bodyLine(line: string): string {
  return /^(---|diff |Index: |From |>From )/.test(line) ? ` ${line}` : line;
}
