/** Which fields of a document are wanted. */
export type FieldTree = readonly WantedField[];

export interface WantedField {
  readonly name: string;
  /** The name as it stands in BSON. */
  readonly bytes: Buffer;
  /** Of a document within, only these fields; undefined: all of it. */
  readonly within: FieldTree | undefined;
}

/** The fields that dotted paths lead to; a path takes in all that lies below it. */
export function fieldTree(paths: readonly string[]): FieldTree {
  const below = new Map<string, string[]>();
  for (const path of paths) {
    const [name = "", ...rest] = path.split(".");
    const others = below.get(name) ?? [];
    below.set(name, [...others, rest.join(".")]);
  }
  return [...below].map(([name, rests]) => ({
    name,
    bytes: Buffer.from(name),
    within: rests.includes("") ? undefined : fieldTree(rests),
  }));
}
