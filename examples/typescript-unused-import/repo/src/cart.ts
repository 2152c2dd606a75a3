import { formatPrice, price, roundToCents } from "./money.js";
import type { Price } from "./money.js";

export interface Line {
  name: string;
  unit: Price;
  count: number;
}

export function total(lines: Line[], currency: string): Price {
  const cents = lines.reduce((sum, line) => sum + line.unit.cents * line.count, 0);
  return price(cents / 100, currency);
}

export function receipt(lines: Line[], currency: string): string {
  const rows = lines.map((line) => `${line.count} x ${line.name}  ${formatPrice(line.unit)}`);
  return [...rows, `Total  ${formatPrice(total(lines, currency))}`].join("\n");
}
