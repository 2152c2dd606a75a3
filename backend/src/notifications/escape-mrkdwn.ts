/** Text for Slack's mrkdwn in which nothing is a mention, a link or an entity. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
