/** The token in what a person pasted: the token itself, or the whole sign-in link from the terminal. */
export function tokenIn(pasted: string): string {
  const text = pasted.trim();
  if (!URL.canParse(text)) return text;
  return new URL(text).searchParams.get("token") ?? text;
}

/** Takes the token out of the page's own address, so that it stays neither in the history nor in a copied link. */
export function takeTokenFromAddress(): string | undefined {
  const url = new URL(window.location.href);
  const token = url.searchParams.get("token");
  if (token === null) return undefined;
  url.searchParams.delete("token");
  window.history.replaceState(window.history.state, "", url);
  return token;
}
