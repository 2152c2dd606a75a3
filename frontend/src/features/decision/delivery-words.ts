import type { Delivery, DeliveryFate, DeliveryKind } from "@pipewright/contract/incident";

const LINK_WORDS: Record<DeliveryKind, string> = {
  pull_request: "Pull request",
  branch: "Branch",
  commit: "Commit",
  rerun: "The rerun",
  comment: "The comment",
  patch: "Patch",
  none: "Open",
};

const FATE_WORDS: Record<DeliveryFate, string> = {
  merged: "merged",
  closed: "closed without a merge",
  reverted: "reverted afterwards",
  passed: "passed",
  failed: "failed again",
};

/** What a delivery's link leads to: `Pull request #318, draft`. */
export function deliveryWords({ kind, number, draft }: Pick<Delivery, "kind" | "number" | "draft">): string {
  const name = number === undefined ? LINK_WORDS[kind] : `${LINK_WORDS[kind]} #${number}`;
  return draft ? `${name}, draft` : name;
}

/** What became of it afterwards, once that is known: `merged`. */
export function fateWords({ fate }: Pick<Delivery, "fate">): string | undefined {
  return fate && FATE_WORDS[fate];
}
