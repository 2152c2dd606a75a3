export interface Price {
  cents: number;
  currency: string;
}

export function roundToCents(amount: number): number {
  return Math.round(amount * 100);
}

export function price(amount: number, currency: string): Price {
  return { cents: roundToCents(amount), currency };
}

export function formatPrice({ cents, currency }: Price): string {
  return `${(cents / 100).toFixed(2)} ${currency}`;
}
