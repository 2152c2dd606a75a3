/** A repair of one file that can be worked out from its text, so that a person sees the change and not how it is made. */
export interface FileEdit {
  /** Relative to the repository. */
  file: string;
  /** The text with the repair; undefined when there is nothing to repair in it. Line ends stay as they are. */
  apply(text: string): string | undefined;
}

/** Lines with their ends. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** How the file ends its lines, by its first one. */
export function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}
