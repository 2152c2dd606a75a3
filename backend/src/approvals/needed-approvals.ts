import { type Risk, RiskTier } from "@pipewright/contract/risk";

/** How many different people must approve a fix of this risk, where the policy wants two from a tier on. */
export function neededApprovals({ tier }: Pick<Risk, "tier">, twoFrom: RiskTier | undefined): 1 | 2 {
  const tiers = RiskTier.options;
  return twoFrom !== undefined && tiers.indexOf(tier) >= tiers.indexOf(twoFrom) ? 2 : 1;
}
