/** How much a model may be used a day. */
export interface TokenBudget {
  readonly perDay: number;
  isUsedUp(): Promise<boolean>;
  spend(tokens: number): Promise<void>;
}
