const TIME = /\b(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC\b/g;
const SECOND_MS = 1000;

/** Times such as `2026-11-24 21:00 UTC` as Slack shows them to each reader: in the reader's own zone. */
export function localTimes(text: string): string {
  return text.replace(TIME, (told, day, time) => {
    const ms = Date.parse(`${day}T${time}:00Z`);
    return Number.isNaN(ms) ? told : `<!date^${ms / SECOND_MS}^{date_short_pretty} at {time}|${told}>`;
  });
}
