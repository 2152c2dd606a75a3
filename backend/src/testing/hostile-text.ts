const ESC = "\u001b";

/** What runs, or breaks out of an element, where text is taken for markup. */
const MARKUP = `<img src=x onerror="window.pwned=1;alert(1)"><script>window.pwned=1</script></textarea></title>"'>`;
const ADDRESS = "javascript:window.pwned=1";
/** A direction override, an isolate, a zero-width space, a direction mark, a BOM, a filler and a tag. */
const HIDDEN = "\u202e\u2066\u200b\u200f\ufeff\u3164\u{e0041}";
/** A title, a link, clearing and moving, bracketed paste, and a title that does not end. */
const TERMINAL = `${ESC}]0;title\u0007${ESC}]8;;${ADDRESS}${ESC}\\link${ESC}]8;;${ESC}\\${ESC}[2J${ESC}[9;9H${ESC}[?2004h${ESC}[200~`;
/** What of the markup is compared: some fields are short. */
const SHOWN_CHARACTERS = 40;
const LONG_WORD = "W".repeat(10_000);

/** Text that does harm wherever it is not taken as text. It begins with `name`, by which it is known again. */
export function hostile(name: string): string {
  return `${name} ${MARKUP} ${ADDRESS} ${HIDDEN} ${TERMINAL} ${LONG_WORD}`;
}

/** The beginning of it, as a person is to see it. */
export function shownAs(name: string): string {
  return `${name} ${MARKUP.slice(0, SHOWN_CHARACTERS)}`;
}
