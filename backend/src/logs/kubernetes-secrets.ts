/** A block of `data:` whose values are being masked. */
interface DataBlock {
  /** Where its own name stands in the line; the names of its values stand further in. */
  column: number;
  /** It is known to be a Secret's, not a ConfigMap's. */
  certain: boolean;
}

export interface KubernetesMasker {
  /** Whether the next line is to be looked at, whatever is on it. */
  isOpen(): boolean;
  mask(line: string): string;
}

/** Literals, in lower case, of the lines that matter, and what has to follow them. */
export const KUBERNETES_SIGNS = { needs: ["data:", "kind: secret"], ahead: "[ \\t]{0,3}(?=[\\r\\n]|$)" };

const DATA = /(?:data|stringData):\s{0,3}$/;
const KIND = /\bkind: ["']?(\w{1,60})["']?\s{0,3}$/;
/** How many lines may be between `kind: Secret` and its `data:`. */
const KIND_LINES = 60;
const NAME_MAX_CHARACTERS = 260;
const NAME = /["']?[\w.-]{1,253}["']?$/;
const BASE64 = /^["']?([A-Za-z0-9+/]{4,}={0,3})["']?$/;
/** Padding, or capitals, small letters and digits: no word of a ConfigMap. */
const SURE_BASE64 = /=$|^(?=[^A-Z]{0,60}[A-Z])(?=[^a-z]{0,60}[a-z])(?=\D{0,60}\d).{12}/;

/** Masks the values of a Kubernetes Secret as `kubectl get secret -o yaml` prints it, where `data:` comes before `kind:`. */
export function createKubernetesMasker(): KubernetesMasker {
  let block: DataBlock | undefined;
  let linesSinceSecret = Number.POSITIVE_INFINITY;

  function maskValue(line: string, open: DataBlock): string | undefined {
    const colon = line.lastIndexOf(": ");
    const name = NAME.exec(line.slice(Math.max(0, colon - NAME_MAX_CHARACTERS), colon))?.[0];
    if (name === undefined || colon - name.length <= open.column) return undefined;
    const value = BASE64.exec(line.slice(colon + 2).trim())?.[1];
    if (value === undefined || !(open.certain || SURE_BASE64.test(value))) return line;
    return line.slice(0, colon + 2) + line.slice(colon + 2).replace(value, "[redacted:kubernetes-secret]");
  }

  return {
    isOpen: () => block !== undefined || linesSinceSecret < KIND_LINES,
    mask(line) {
      linesSinceSecret += 1;
      const masked = block && maskValue(line, block);
      if (masked !== undefined) return masked;
      block = undefined;
      const kind = KIND.exec(line)?.[1];
      if (kind !== undefined) linesSinceSecret = kind === "Secret" ? 0 : Number.POSITIVE_INFINITY;
      const data = DATA.exec(line);
      if (data) block = { column: data.index, certain: linesSinceSecret < KIND_LINES };
      return line;
    },
  };
}
