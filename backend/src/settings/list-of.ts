/** The parts of a list with commas. */
export function listOf(list: string | undefined): string[] {
  return (list ?? "").split(",").flatMap((part) => part.trim() || []);
}
