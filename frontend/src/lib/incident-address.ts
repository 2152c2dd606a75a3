/** Where an incident has its page in the console. */
export function incidentAddress(id: string): string {
  return `/events/${encodeURIComponent(id)}`;
}
